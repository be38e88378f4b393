package io.freshet.salon.auth;

import java.time.Instant;

/** What a login answers: the bearer token and when it ends. */
public record AccessToken(String accessToken, Instant expiresAt) {}
