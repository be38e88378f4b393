/** Who is at work on the calling thread. */
@NullMarked
package io.freshet.witness.trace;

import org.jspecify.annotations.NullMarked;
