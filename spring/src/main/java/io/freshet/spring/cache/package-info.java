/** Spring's own cache abstraction on Freshet: its manager, its caches, and how its interceptor is fenced. */
@NullMarked
package io.freshet.spring.cache;

import org.jspecify.annotations.NullMarked;
