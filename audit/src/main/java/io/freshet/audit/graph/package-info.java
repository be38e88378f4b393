/** Who calls whom, as Spring would wire it, and where calls come in from outside. */
@NullMarked
package io.freshet.audit.graph;

import org.jspecify.annotations.NullMarked;
