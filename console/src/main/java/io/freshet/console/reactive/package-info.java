/** The console in a reactive web server. */
@NullMarked
package io.freshet.console.reactive;

import org.jspecify.annotations.NullMarked;
