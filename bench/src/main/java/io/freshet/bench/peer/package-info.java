/** The systems that take part, each set up as its own documentation recommends. */
@NullMarked
package io.freshet.bench.peer;

import org.jspecify.annotations.NullMarked;
