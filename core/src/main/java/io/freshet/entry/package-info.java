/** What a cache holds, and what looking for it can answer. */
@NullMarked
package io.freshet.entry;

import org.jspecify.annotations.NullMarked;
