/** The command line of the doctor: asks the Actuator of a running application, and tells what it found. */
@NullMarked
package io.freshet.doctor;

import org.jspecify.annotations.NullMarked;
