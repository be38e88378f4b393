/** What goes wrong when writes are to be captured. */
@NullMarked
package io.freshet.capture;

import org.jspecify.annotations.NullMarked;
