/** What can be told of the database that changes are captured in: outbox, triggers, log, and what holds them up. */
@NullMarked
package io.freshet.capture.check;

import org.jspecify.annotations.NullMarked;
