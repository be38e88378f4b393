/** Spring's own cache on Redis, as an application sets it up that has nothing else. */
@NullMarked
package io.freshet.salon.cache;

import org.jspecify.annotations.NullMarked;
