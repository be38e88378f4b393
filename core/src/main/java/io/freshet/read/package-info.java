/** The way of a read: L1, L2, loader, and back up. */
@NullMarked
package io.freshet.read;

import org.jspecify.annotations.NullMarked;
