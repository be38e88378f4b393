/** Loads and invalidations as Micrometer's observations: for spans, timers, and whatever else listens to a registry. */
@NullMarked
package io.freshet.spring.trace;

import org.jspecify.annotations.NullMarked;
