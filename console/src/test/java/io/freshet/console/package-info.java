/** Tests of the whole console. */
@NullMarked
package io.freshet.console;

import org.jspecify.annotations.NullMarked;
