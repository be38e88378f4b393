/** Times that customers ask for online, to be confirmed by the salon. */
@NullMarked
package io.freshet.salon.booking;

import org.jspecify.annotations.NullMarked;
