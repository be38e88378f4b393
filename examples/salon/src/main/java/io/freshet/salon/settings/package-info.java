/** How a salon presents itself and charges: one row for each tenant. */
@NullMarked
package io.freshet.salon.settings;

import org.jspecify.annotations.NullMarked;
