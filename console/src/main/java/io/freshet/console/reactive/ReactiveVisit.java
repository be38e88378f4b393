package io.freshet.console.reactive;

import io.freshet.console.view.HeaderView;
import io.freshet.console.web.Visit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/**
 * A request that a reactive server has taken, with what had to be waited for.
 *
 * @param request the request
 * @param taken the same before filters could make anything else of it
 * @param path the path below that of the console, decoded
 * @param principal who has logged in
 * @param securityToken what Spring Security wants of requests that change something
 */
record ReactiveVisit(
        ServerHttpRequest request,
        ServerHttpRequest taken,
        String path,
        Optional<Principal> principal,
        Optional<HeaderView> securityToken)
        implements Visit {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    @Override
    public String method() {
        return request.getMethod().name();
    }

    @Override
    public String address() {
        return request.getPath().value();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().getFirst(name);
    }

    @Override
    public @Nullable String takenHeader(String name) {
        return taken.getHeaders().getFirst(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        HttpCookie cookie = request.getCookies().getFirst(name);
        return cookie == null ? null : cookie.getValue();
    }

    @Override
    public String parameter(String name) {
        String value = request.getQueryParams().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public List<String> parameterNames() {
        return List.copyOf(request.getQueryParams().keySet());
    }

    @Override
    public String remoteAddress() {
        String address = addressOf(request);
        return address == null ? "nowhere" : address;
    }

    @Override
    public @Nullable String takenAddress() {
        return addressOf(taken);
    }

    private static @Nullable String addressOf(ServerHttpRequest request) {
        InetSocketAddress address = request.getRemoteAddress();
        return address == null || address.getAddress() == null
                ? null
                : address.getAddress().getHostAddress();
    }

    @Override
    public String host() {
        return String.valueOf(request.getURI().getHost());
    }

    @Override
    public int port() {
        int port = request.getURI().getPort();
        return port >= 0 ? port : isSecure() ? HTTPS : HTTP;
    }

    @Override
    public boolean isSecure() {
        return "https".equals(request.getURI().getScheme());
    }

    @Override
    public @Nullable String user() {
        return principal.map(Principal::getName).orElse(null);
    }

    @Override
    public boolean isInRole(String role) {
        return principal.filter(who -> SecurityRoles.has(who, role)).isPresent();
    }
}
