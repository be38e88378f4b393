package io.freshet.salon.session;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * How long sessions live.
 *
 * @param lifetime after the last refresh
 * @param tokenCheck how long a request waits for Redis to say whether its access token still counts
 */
@ConfigurationProperties("salon.session")
record SessionProperties(Duration lifetime, Duration tokenCheck) {

    SessionProperties {
        if (isNothing(lifetime) || isNothing(tokenCheck)) {
            throw new IllegalArgumentException("salon.session.lifetime and salon.session.token-check must be above 0");
        }
    }

    private static boolean isNothing(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }
}
