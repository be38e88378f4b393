/** What the command lines of the benchmarks share. */
@NullMarked
package io.freshet.bench.option;

import org.jspecify.annotations.NullMarked;
