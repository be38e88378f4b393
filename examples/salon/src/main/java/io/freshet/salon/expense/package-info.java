/** What the salon spends. */
@NullMarked
package io.freshet.salon.expense;

import org.jspecify.annotations.NullMarked;
