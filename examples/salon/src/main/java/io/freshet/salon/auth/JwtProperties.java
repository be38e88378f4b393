package io.freshet.salon.auth;

import org.springframework.boot.context.properties.ConfigurationProperties;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How access tokens are signed and how long they live. */
@ConfigurationProperties("salon.jwt")
record JwtProperties(String secret, Duration lifetime) {

    private static final int LEAST_SECRET_BYTES = 32;

    JwtProperties {
        if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "salon.jwt.secret is too short: HS256 needs " + LEAST_SECRET_BYTES + " bytes");
        }
    }

    SecretKey key() {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
}
