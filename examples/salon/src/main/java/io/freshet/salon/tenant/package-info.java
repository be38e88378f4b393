/** Who a request belongs to: the tenant, and the rows that are its own. */
@NullMarked
package io.freshet.salon.tenant;

import org.jspecify.annotations.NullMarked;
