/** What the page needs to know: where the instances are, that they may call each other, and who may be tried. */
@NullMarked
package io.freshet.salon.demo;

import org.jspecify.annotations.NullMarked;
