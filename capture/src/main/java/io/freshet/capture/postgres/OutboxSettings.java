package io.freshet.capture.postgres;

import java.time.Duration;

/**
 * How the outbox is read and trimmed. Immutable.
 *
 * @param retention how long rows are kept after they were written
 * @param trimEvery the least time between two trims, but for one that found as many rows as it may delete; zero for none
 * @param trimRows how many rows one trim deletes at the most; certificates wait for it
 * @param timeout how long one statement may take
 */
public record OutboxSettings(Duration retention, Duration trimEvery, int trimRows, Duration timeout) {

    /** Checks. */
    public OutboxSettings {
        if (retention.isNegative() || trimEvery.isNegative() || trimRows < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Retention and trim interval must not be negative, trim rows and timeout must be positive, but are "
                            + retention + ", " + trimEvery + ", " + trimRows + ", " + timeout);
        }
    }

    /** 15 minutes, 30 seconds, 2,000 rows, 3 seconds. */
    public static OutboxSettings defaults() {
        return new OutboxSettings(Duration.ofMinutes(15), Duration.ofSeconds(30), 2_000, Duration.ofSeconds(3));
    }

    /** The same with another retention. */
    public OutboxSettings withRetention(Duration time) {
        return new OutboxSettings(time, trimEvery, trimRows, timeout);
    }

    /** The same with another least time between trims. */
    public OutboxSettings withTrimEvery(Duration time) {
        return new OutboxSettings(retention, time, trimRows, timeout);
    }

    /** The same with another limit on the rows of a trim. */
    public OutboxSettings withTrimRows(int rows) {
        return new OutboxSettings(retention, trimEvery, rows, timeout);
    }

    /** The same with another timeout. */
    public OutboxSettings withTimeout(Duration time) {
        return new OutboxSettings(retention, trimEvery, trimRows, time);
    }
}
