/** Findings that are known and left for later. */
@NullMarked
package io.freshet.audit.baseline;

import org.jspecify.annotations.NullMarked;
