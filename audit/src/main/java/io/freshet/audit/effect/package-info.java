/** What each method reads from and writes to tables. */
@NullMarked
package io.freshet.audit.effect;

import org.jspecify.annotations.NullMarked;
