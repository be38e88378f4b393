/** Who has left a card at the front desk: for news, gifts and walk-ins. Customers are no clients: nothing is booked or billed to them. */
@NullMarked
package io.freshet.salon.customer;

import org.jspecify.annotations.NullMarked;
