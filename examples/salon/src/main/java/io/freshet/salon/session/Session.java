package io.freshet.salon.session;

import java.time.Instant;

/**
 * A login that goes on.
 *
 * @param id stands in every access token of the session
 * @param refreshToken continues it once, until it expires
 */
public record Session(long tenantId, long userId, String id, String refreshToken, Instant expiresAt) {

    /** The claim of the access token that holds the session's id. */
    public static final String CLAIM = "sid";
}
