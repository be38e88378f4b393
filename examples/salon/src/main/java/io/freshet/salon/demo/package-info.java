/** What the demo page needs to know: where the instances are, and that they may call each other. */
@NullMarked
package io.freshet.salon.demo;

import org.jspecify.annotations.NullMarked;
