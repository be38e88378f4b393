/** What the statements of a load read: the tables that its result depends on. */
@NullMarked
package io.freshet.capture.observe;

import org.jspecify.annotations.NullMarked;
