package io.freshet.salon.session;

import org.springframework.security.authentication.BadCredentialsException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a session is continued with, once: {@code <tenant>.<user>.<session>.<secret>}. Redis has only a hash of the secret. */
record RefreshToken(long tenantId, long userId, String session, String secret) {

    private static final int PARTS = 4;

    /**
     * Reads a token.
     *
     * @throws BadCredentialsException if it is none
     */
    static RefreshToken parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw refused();
        }
        try {
            return new RefreshToken(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts[3]);
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    /** Says no more than that: whoever guesses tokens learns nothing. */
    static BadCredentialsException refused() {
        return new BadCredentialsException("the refresh token does not count, or no longer");
    }

    String text() {
        return tenantId + "." + userId + "." + session + "." + secret;
    }

    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
