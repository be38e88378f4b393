/** Who is expected when, and who came without an appointment. */
@NullMarked
package io.freshet.salon.appointment;

import org.jspecify.annotations.NullMarked;
