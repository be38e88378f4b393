/** Who calls and what they may do: logins, access tokens, and which paths they open to which role. */
@NullMarked
package io.freshet.salon.auth;

import org.jspecify.annotations.NullMarked;
