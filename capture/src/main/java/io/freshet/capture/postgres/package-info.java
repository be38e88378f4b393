/** Writes captured by PostgreSQL itself: triggers put tags into an outbox within the writer's transaction. */
@NullMarked
package io.freshet.capture.postgres;

import org.jspecify.annotations.NullMarked;
