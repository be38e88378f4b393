/** Key templates, the keys made from them, and patterns over them. */
@NullMarked
package io.freshet.key;

import org.jspecify.annotations.NullMarked;
