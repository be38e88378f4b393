/** Assertions on the caches of a tested application: what they hold, what it depends on, and what a block of code makes them forget. */
@NullMarked
package io.freshet.test.cache;

import org.jspecify.annotations.NullMarked;
