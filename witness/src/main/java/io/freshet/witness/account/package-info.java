/** What was witnessed: reads of cached methods, writes of entry points, and what comparing found. */
@NullMarked
package io.freshet.witness.account;

import org.jspecify.annotations.NullMarked;
