/** Observe mode: the application's own caches, watched without changing what they do. */
@NullMarked
package io.freshet.spring.watch;

import org.jspecify.annotations.NullMarked;
