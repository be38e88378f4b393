/** The console, where an application wants it and it is safe. */
@NullMarked
package io.freshet.console.configure;

import org.jspecify.annotations.NullMarked;
