/** The audit as an assertion in a team's own tests. */
@NullMarked
package io.freshet.audit.assertion;

import org.jspecify.annotations.NullMarked;
