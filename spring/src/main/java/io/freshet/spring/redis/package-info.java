/** Redis as the shared tier, where Spring Boot's own configuration says it is. */
@NullMarked
package io.freshet.spring.redis;

import org.jspecify.annotations.NullMarked;
