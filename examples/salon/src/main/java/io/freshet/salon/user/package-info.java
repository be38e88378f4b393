/** Who may log in, and as what: the users of a tenant, their roles and passwords. */
@NullMarked
package io.freshet.salon.user;

import org.jspecify.annotations.NullMarked;
