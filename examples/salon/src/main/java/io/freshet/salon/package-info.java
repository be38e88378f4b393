/** The roof of the salon: starts the application. Nothing below imports it. */
@NullMarked
package io.freshet.salon;

import org.jspecify.annotations.NullMarked;
