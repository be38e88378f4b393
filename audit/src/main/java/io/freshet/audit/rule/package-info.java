/** What can be wrong, each kind as a described value, and the findings that it makes. */
@NullMarked
package io.freshet.audit.rule;

import org.jspecify.annotations.NullMarked;
