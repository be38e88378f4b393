/** How the salon caches what comes up again and again: its recurring policies as annotations of its own. */
@NullMarked
package io.freshet.salon.policy;

import org.jspecify.annotations.NullMarked;
