/** What the salon buys: invoices of suppliers, the goods that come with them, and what is paid for them. */
@NullMarked
package io.freshet.salon.purchase;

import org.jspecify.annotations.NullMarked;
