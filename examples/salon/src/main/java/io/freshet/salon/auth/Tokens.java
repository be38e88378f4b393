package io.freshet.salon.auth;

import java.time.Instant;

/** What a login and a refresh answer: the bearer token and when it ends, and what to get the next one with, once. */
public record Tokens(String accessToken, Instant expiresAt, String refreshToken, Instant refreshExpiresAt) {}
