/** Filling caches before anybody asks: jobs, their pace, and how far they have come. */
@NullMarked
package io.freshet.warm;

import org.jspecify.annotations.NullMarked;
