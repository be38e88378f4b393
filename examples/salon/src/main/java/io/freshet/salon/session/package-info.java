/** Who is logged in: sessions with their refresh tokens, and the access tokens that count no longer. In Redis, and no cache. */
@NullMarked
package io.freshet.salon.session;

import org.jspecify.annotations.NullMarked;
