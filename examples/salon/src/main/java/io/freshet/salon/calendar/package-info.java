/** When the staff work, and that nobody takes a time of theirs twice. */
@NullMarked
package io.freshet.salon.calendar;

import org.jspecify.annotations.NullMarked;
