/** What can be looked at in the surroundings of an instance, and what was found there. */
@NullMarked
package io.freshet.check;

import org.jspecify.annotations.NullMarked;
