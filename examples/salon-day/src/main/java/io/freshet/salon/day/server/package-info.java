/** The processes of the demo: PostgreSQL, Redis and the instances of the salon, and their faults. */
@NullMarked
package io.freshet.salon.day.server;

import org.jspecify.annotations.NullMarked;
