/** Which keys an instance reads most. */
@NullMarked
package io.freshet.hot;

import org.jspecify.annotations.NullMarked;
