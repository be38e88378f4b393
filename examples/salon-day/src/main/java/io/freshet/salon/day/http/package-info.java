/** HTTP as lean as a load generator needs it: kept connections, and no more parsing than is looked at. */
@NullMarked
package io.freshet.salon.day.http;

import org.jspecify.annotations.NullMarked;
