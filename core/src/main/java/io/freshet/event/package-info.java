/** What happened, as sealed events, and who listens. */
@NullMarked
package io.freshet.event;

import org.jspecify.annotations.NullMarked;
