/** The audit as goals of a Maven build. */
@NullMarked
package io.freshet.audit.maven;

import org.jspecify.annotations.NullMarked;
