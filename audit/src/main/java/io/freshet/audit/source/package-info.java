/** Where the sources of classes stand, and their lines. */
@NullMarked
package io.freshet.audit.source;

import org.jspecify.annotations.NullMarked;
