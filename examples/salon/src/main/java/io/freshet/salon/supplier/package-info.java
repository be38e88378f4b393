/** Who delivers goods to the salon. */
@NullMarked
package io.freshet.salon.supplier;

import org.jspecify.annotations.NullMarked;
