/** Writes seen in this process through R2DBC: connections that tell, right after each commit, what was written. */
@NullMarked
package io.freshet.capture.r2dbc;

import org.jspecify.annotations.NullMarked;
