package io.freshet.salon.tenant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    /** What the database keeps of a moment, so that an answer to a write equals what is read later. */
    private static final Duration RESOLUTION = ChronoUnit.MICROS.getDuration();

    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), RESOLUTION);
    }
}
