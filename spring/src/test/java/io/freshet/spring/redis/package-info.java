/** Redis as Boot's settings describe it. */
@NullMarked
package io.freshet.spring.redis;

import org.jspecify.annotations.NullMarked;
