/** What the salon has on its shelves: goods by category, every movement of their stock, and changes that somebody has to approve. */
@NullMarked
package io.freshet.salon.inventory;

import org.jspecify.annotations.NullMarked;
