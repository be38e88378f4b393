/** The benchmark of group invalidation: what it costs, and whom it holds up, on a server that holds many other keys. */
@NullMarked
package io.freshet.bench.groups;

import org.jspecify.annotations.NullMarked;
