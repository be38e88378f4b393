/** Child JVMs: each system is measured in one of its own. */
@NullMarked
package io.freshet.bench.child;

import org.jspecify.annotations.NullMarked;
