/** Meters, events in the log, the Actuator endpoint and health. */
@NullMarked
package io.freshet.spring.observe;

import org.jspecify.annotations.NullMarked;
