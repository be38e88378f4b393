/** Which endpoints lead to which methods, read from class files. */
@NullMarked
package io.freshet.console.calls;

import org.jspecify.annotations.NullMarked;
