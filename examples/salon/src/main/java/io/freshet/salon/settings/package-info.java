/** How a salon presents itself, charges and tells the time: one row for each tenant. */
@NullMarked
package io.freshet.salon.settings;

import org.jspecify.annotations.NullMarked;
