/** The benchmark of visibility: how soon another instance sees a write, and whether it does when connections are killed. */
@NullMarked
package io.freshet.bench.visibility;

import org.jspecify.annotations.NullMarked;
