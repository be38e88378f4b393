/** Who comes to the salon. */
@NullMarked
package io.freshet.salon.client;

import org.jspecify.annotations.NullMarked;
