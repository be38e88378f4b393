/** The real servers that the instances of a system share, and what a benchmark asks of them past any cache. */
@NullMarked
package io.freshet.bench.backend;

import org.jspecify.annotations.NullMarked;
