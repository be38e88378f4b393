/** Which writes have been acknowledged, and whether an answer misses one of them. */
@NullMarked
package io.freshet.salon.day.check;

import org.jspecify.annotations.NullMarked;
