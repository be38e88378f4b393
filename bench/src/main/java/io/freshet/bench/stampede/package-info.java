/** The benchmark of stampedes: how often a value is loaded that many callers miss at once. */
@NullMarked
package io.freshet.bench.stampede;

import org.jspecify.annotations.NullMarked;
