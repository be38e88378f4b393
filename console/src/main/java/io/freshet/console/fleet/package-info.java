/** What every instance tells the others of itself. */
@NullMarked
package io.freshet.console.fleet;

import org.jspecify.annotations.NullMarked;
