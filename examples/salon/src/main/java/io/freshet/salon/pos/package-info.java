/** The point of sale: bills, the payments on them, and the cash drawer. */
@NullMarked
package io.freshet.salon.pos;

import org.jspecify.annotations.NullMarked;
