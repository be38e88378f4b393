package io.freshet.spring.web;

import io.freshet.freshness.SessionToken;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The token stands in the cookie {@code freshet-session}, which no script can read. Thread-safe.
 *
 * <p>It lives for one staleness bound and a second: whatever the session has seen was committed before it got the token, and after one bound
 * every instance that trusts its cache knows it. So an unsettled token, which nobody can check, costs its bearer the cache for so long only.
 */
public final class TokenCookie implements TokenCarrier {

    /** The cookie. */
    public static final String NAME = "freshet-session";

    private final Duration maxAge;

    /**
     * Such cookies.
     *
     * @param bound the staleness bound
     */
    public TokenCookie(Duration bound) {
        this.maxAge = Duration.ofSeconds(bound.toSeconds()
                + (bound.toNanosPart() > 0 ? 1 : 0)
                + 1); // whole seconds are all that a cookie can say
    }

    @Override
    public Optional<SessionToken> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .findFirst()
                .flatMap(cookie -> SessionToken.parse(cookie.getValue()));
    }

    @Override
    public void write(SessionToken token, HttpServletRequest request, HttpServletResponse response) {
        String path = request.getContextPath();
        ResponseCookie cookie = ResponseCookie.from(NAME, token.text())
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path(path.isEmpty() ? "/" : path)
                .maxAge(maxAge)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
