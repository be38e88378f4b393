/** A small application with a console, and the servers that it needs. */
@NullMarked
package io.freshet.console.salon;

import org.jspecify.annotations.NullMarked;
