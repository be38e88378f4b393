/** Every way of writing, and what the cache makes of it. */
@NullMarked
package io.freshet.writing;

import org.jspecify.annotations.NullMarked;
