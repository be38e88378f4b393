package io.freshet.spring.web;

import io.freshet.freshness.SessionToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.util.Optional;

/** The token stands in the header {@code Freshet-Session}; the client copies it from each response into its next request. Thread-safe. */
public final class TokenHeader implements TokenCarrier {

    /** The header. */
    public static final String NAME = "Freshet-Session";

    @Override
    public Optional<SessionToken> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(NAME)).flatMap(SessionToken::parse);
    }

    @Override
    public void write(SessionToken token, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(NAME, token.text());
    }
}
