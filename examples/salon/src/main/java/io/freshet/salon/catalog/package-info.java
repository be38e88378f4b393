/** What the salon sells: categories of services, their prices, addons, and who does them at another price. */
@NullMarked
package io.freshet.salon.catalog;

import org.jspecify.annotations.NullMarked;
