/** Requests that may be sent twice and are done once. */
@NullMarked
package io.freshet.salon.idempotency;

import org.jspecify.annotations.NullMarked;
