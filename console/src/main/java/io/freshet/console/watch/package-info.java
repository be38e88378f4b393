/** What is remembered of the last minutes: samples of counters, and what happened. */
@NullMarked
package io.freshet.console.watch;

import org.jspecify.annotations.NullMarked;
