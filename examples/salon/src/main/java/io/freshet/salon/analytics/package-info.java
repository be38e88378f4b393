/** What a barber earns and whom for, over months and years. A barber is the one of the staff that a user is. */
@NullMarked
package io.freshet.salon.analytics;

import org.jspecify.annotations.NullMarked;
