/** What a system must do to take part in a whole-system benchmark. */
@NullMarked
package io.freshet.bench.system;

import org.jspecify.annotations.NullMarked;
