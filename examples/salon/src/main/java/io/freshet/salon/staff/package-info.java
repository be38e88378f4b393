/** Who works in the salon. */
@NullMarked
package io.freshet.salon.staff;

import org.jspecify.annotations.NullMarked;
