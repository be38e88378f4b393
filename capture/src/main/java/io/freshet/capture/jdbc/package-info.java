/** Writes seen in this process: connections that tell, right after each commit, what was written. */
@NullMarked
package io.freshet.capture.jdbc;

import org.jspecify.annotations.NullMarked;
