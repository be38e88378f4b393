/** What capturing writes costs the writer, and how soon a write past the application is seen. */
@NullMarked
package io.freshet.bench.capture;

import org.jspecify.annotations.NullMarked;
