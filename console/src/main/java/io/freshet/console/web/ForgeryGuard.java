package io.freshet.console.web;

import io.freshet.console.view.HeaderView;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps pages of others from changing anything in the name of whoever looks. A request that changes something must come from a page of the same origin, as
 * the browser says, be JSON, and repeat in a header what lies in a cookie that only the same site gets. All instances agree without knowing of each other.
 * Thread-safe.
 */
final class ForgeryGuard {

    static final String COOKIE = "freshet-console";
    static final String HEADER = "X-Freshet-Csrf";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final int TOKEN_BYTES = 24;

    private final SecureRandom random = new SecureRandom();

    /**
     * What requests that change something have to carry.
     *
     * @param headers with their values
     * @param cookie the cookie that gives it to who has none; null if they have
     */
    record Demand(List<HeaderView> headers, @Nullable String cookie) {}

    /** Why the request may be forged; empty if it is not. */
    Optional<String> objection(Visit visit) {
        if (HARMLESS.contains(visit.method())) {
            return Optional.empty();
        }
        String site = visit.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return Optional.of("it comes from another site");
        }
        if (!isOwnOrigin(visit)) {
            return Optional.of("its Origin, " + visit.header("Origin")
                    + ", is not where the console is: behind a proxy set server.forward-headers-strategy");
        }
        String type = String.valueOf(visit.header("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            return Optional.of("it is not JSON");
        }
        String header = visit.header(HEADER);
        String cookie = cookieOf(visit);
        boolean isRepeated = header != null
                && cookie != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), cookie.getBytes(StandardCharsets.UTF_8));
        return isRepeated ? Optional.empty() : Optional.of("its header " + HEADER + " does not repeat the cookie");
    }

    private static boolean isOwnOrigin(Visit visit) {
        String origin = visit.header("Origin");
        if (origin == null) {
            return false;
        }
        try {
            URI uri = new URI(origin);
            int port = uri.getPort() < 0 ? usualPort(uri.getScheme()) : uri.getPort();
            boolean isAsAsked = visit.host().equalsIgnoreCase(uri.getHost()) && visit.port() == port;
            return isAsAsked || String.valueOf(uri.getAuthority()).equalsIgnoreCase(visit.header("Host"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int usualPort(@Nullable String scheme) {
        return "https".equals(scheme) ? 443 : 80;
    }

    private static @Nullable String cookieOf(Visit visit) {
        String value = visit.cookie(COOKIE);
        return value != null && TOKEN.matcher(value).matches() ? value : null;
    }

    /** What requests that change something have to carry; gives a cookie to who has none. */
    Demand demand(Visit visit) {
        String token = cookieOf(visit);
        String cookie = null;
        if (token == null) {
            byte[] bytes = new byte[TOKEN_BYTES];
            random.nextBytes(bytes);
            token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            cookie =
                    COOKIE + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (visit.isSecure() ? "; Secure" : "");
        }
        List<HeaderView> headers = new ArrayList<>();
        headers.add(new HeaderView(HEADER, token));
        visit.securityToken().ifPresent(headers::add);
        return new Demand(headers, cookie);
    }
}
