/** A small application, to be tested. */
@NullMarked
package io.freshet.test.clinic;

import org.jspecify.annotations.NullMarked;
