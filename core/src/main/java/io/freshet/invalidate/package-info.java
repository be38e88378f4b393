/** The way of a write: change set, tags, bump, and the wait until the fleet has seen it. */
@NullMarked
package io.freshet.invalidate;

import org.jspecify.annotations.NullMarked;
