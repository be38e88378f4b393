/** Who of the staff was there when. */
@NullMarked
package io.freshet.salon.attendance;

import org.jspecify.annotations.NullMarked;
