/** Who calls and what they may do: users, roles, access tokens, and which paths they open. */
@NullMarked
package io.freshet.salon.auth;

import org.jspecify.annotations.NullMarked;
