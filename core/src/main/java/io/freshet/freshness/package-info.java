/** The consistency protocol's local half: stamps, the bump map and the lease. */
@NullMarked
package io.freshet.freshness;

import org.jspecify.annotations.NullMarked;
