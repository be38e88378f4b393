package io.freshet.test;

import io.freshet.Freshet;
import io.freshet.freshness.Moment;
import io.freshet.freshness.Ticker;
import io.freshet.test.cache.Leases;
import org.springframework.beans.factory.ObjectProvider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the caches of a test go by: the machine's clocks, and as much more as the test has moved them on. A bean of each {@link FreshetTest}. It moves
 * the time of the caches and nothing else: no {@code Instant.now()}, no Redis, no database. It never goes back, not for the next test either. Thread-safe.
 *
 * <pre>{@code
 * catalog.price(7);
 * ticker.advance(Duration.ofMinutes(10));
 * assertThatCache("catalog:price").isMissFor(7);
 * }</pre>
 */
public final class TestTicker implements Ticker {

    private final Ticker machine = Ticker.system();
    private final AtomicLong aheadMillis = new AtomicLong();
    private final ObjectProvider<Freshet> freshet;

    TestTicker(ObjectProvider<Freshet> freshet) {
        this.freshet = freshet;
    }

    /**
     * Moves on. The instance's lease ends by that, as it would; blocks until it has another, about a tenth of a second, so that what is a miss
     * afterwards is one because it has expired.
     *
     * @throws IllegalArgumentException if the time is not a millisecond at least
     * @throws IllegalStateException if the instance gets no lease, which says that its shared tier or its database does not answer
     */
    public void advance(Duration by) {
        if (by.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "Time was to be moved on by " + by + ", but only goes on: by a millisecond at least");
        }
        aheadMillis.addAndGet(by.toMillis());
        freshet.ifAvailable(Leases::await);
    }

    /** How far it is ahead of the machine's clocks. */
    public Duration ahead() {
        return Duration.ofMillis(aheadMillis.get());
    }

    /** A clock with a date that goes by it, in UTC: for beans of the test that need one. */
    public Clock clock() {
        return new Dates(ZoneOffset.UTC);
    }

    @Override
    public long nanos() {
        return machine.nanos() + TimeUnit.MILLISECONDS.toNanos(aheadMillis.get());
    }

    @Override
    public long wallMillis() {
        return machine.wallMillis() + aheadMillis.get();
    }

    @Override
    public Moment now() {
        return ahead(machine.now());
    }

    @Override
    public Moment soon() {
        return ahead(machine.soon());
    }

    private Moment ahead(Moment moment) {
        long millis = aheadMillis.get();
        return new Moment(moment.nanos() + TimeUnit.MILLISECONDS.toNanos(millis), moment.wallMillis() + millis);
    }

    private final class Dates extends Clock {

        private final ZoneId zone;

        Dates(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Dates(other);
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(wallMillis());
        }
    }
}
