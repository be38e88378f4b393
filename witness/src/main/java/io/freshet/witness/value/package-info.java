/** Whether two values are the same. */
@NullMarked
package io.freshet.witness.value;

import org.jspecify.annotations.NullMarked;
