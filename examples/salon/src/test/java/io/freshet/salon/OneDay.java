package io.freshet.salon;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The day of the tests. What they sell today is in the figures of today, so the salon's clock stops right before midnight comes (UTC), if that comes while they
 * run. Import it, or name it as a source.
 */
class OneDay {

    static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private static final Instant END =
            TODAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(1, ChronoUnit.MICROS);

    @Bean
    @Primary
    Clock clockOfOneDay(@Qualifier("clock") Clock clock) {
        return new Stopping(clock);
    }

    private static final class Stopping extends Clock {

        private final Clock clock;

        private Stopping(Clock clock) {
            this.clock = clock;
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Stopping(clock.withZone(zone));
        }

        @Override
        public Instant instant() {
            Instant now = clock.instant();
            return now.isBefore(END) ? now : END;
        }
    }
}
