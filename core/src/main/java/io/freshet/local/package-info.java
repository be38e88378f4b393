/** L1, the tier in process. */
@NullMarked
package io.freshet.local;

import org.jspecify.annotations.NullMarked;
