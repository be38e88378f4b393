/** What the salon offers to do for a price, and what was accepted of it. */
@NullMarked
package io.freshet.salon.quote;

import org.jspecify.annotations.NullMarked;
