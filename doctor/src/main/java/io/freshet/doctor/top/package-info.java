/** How the caches of a running application do, in a terminal: the figures of its console. */
@NullMarked
package io.freshet.doctor.top;

import org.jspecify.annotations.NullMarked;
