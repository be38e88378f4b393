/** Carries committed tags from the outbox to the shared tier and certifies that none is missing. */
@NullMarked
package io.freshet.relay;

import org.jspecify.annotations.NullMarked;
