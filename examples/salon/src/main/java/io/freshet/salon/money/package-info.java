/** How large amounts of money may be. */
@NullMarked
package io.freshet.salon.money;

import org.jspecify.annotations.NullMarked;
