/** The benchmark of stale answers: how many, and how old. */
@NullMarked
package io.freshet.bench.stale;

import org.jspecify.annotations.NullMarked;
