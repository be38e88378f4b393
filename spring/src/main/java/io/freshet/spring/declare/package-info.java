/** Finds the annotated methods of all beans and declares their caches, before the first request. */
@NullMarked
package io.freshet.spring.declare;

import org.jspecify.annotations.NullMarked;
