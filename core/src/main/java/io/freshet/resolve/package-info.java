/** What annotations say about a method, compiled once: how its arguments become a key, dependencies or a change. */
@NullMarked
package io.freshet.resolve;

import org.jspecify.annotations.NullMarked;
