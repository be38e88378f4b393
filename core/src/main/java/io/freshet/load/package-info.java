/** Running loaders: one at a time for each key, and not too many at once. */
@NullMarked
package io.freshet.load;

import org.jspecify.annotations.NullMarked;
