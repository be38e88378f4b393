/** The command line of the benchmarks. */
@NullMarked
package io.freshet.bench;

import org.jspecify.annotations.NullMarked;
