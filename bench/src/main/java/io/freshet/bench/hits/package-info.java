/** What a hit costs: in process, through an annotation, and from Redis. */
@NullMarked
package io.freshet.bench.hits;

import org.jspecify.annotations.NullMarked;
