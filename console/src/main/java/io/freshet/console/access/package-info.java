/** Who looks, and what they may do. */
@NullMarked
package io.freshet.console.access;

import org.jspecify.annotations.NullMarked;
