/** How the business is doing: figures over bills, payments, staff, quotes and expenses. All of them are cached. */
@NullMarked
package io.freshet.salon.dashboard;

import org.jspecify.annotations.NullMarked;
