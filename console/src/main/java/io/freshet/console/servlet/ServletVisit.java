package io.freshet.console.servlet;

import io.freshet.console.view.HeaderView;
import io.freshet.console.web.Visit;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A request that a servlet container has taken.
 *
 * @param request the request
 * @param hasSpringSecurity whether Spring Security is on the class path
 */
record ServletVisit(HttpServletRequest request, boolean hasSpringSecurity) implements Visit {

    /** How Tomcat's own valve says that it has put another address in the place of the connection's. */
    private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getPathInfo();
        return path == null ? "" : path;
    }

    @Override
    public String address() {
        return request.getRequestURI();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String takenHeader(String name) {
        return taken().getHeader(name);
    }

    private HttpServletRequest taken() {
        HttpServletRequest taken = request;
        while (taken instanceof HttpServletRequestWrapper wrapper
                && wrapper.getRequest() instanceof HttpServletRequest within) {
            taken = within;
        }
        return taken;
    }

    @Override
    public @Nullable String cookie(String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    @Override
    public String parameter(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    @Override
    public List<String> parameterNames() {
        return Collections.list(request.getParameterNames());
    }

    @Override
    public String remoteAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public @Nullable String takenAddress() {
        HttpServletRequest taken = taken();
        return taken.getAttribute(FORWARDED) == null ? taken.getRemoteAddr() : null;
    }

    @Override
    public String host() {
        return request.getServerName();
    }

    @Override
    public int port() {
        return request.getServerPort();
    }

    @Override
    public boolean isSecure() {
        return request.isSecure();
    }

    @Override
    public @Nullable String user() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public boolean isInRole(String role) {
        return request.isUserInRole(role);
    }

    @Override
    public Optional<HeaderView> securityToken() {
        return hasSpringSecurity ? SecurityToken.of(request) : Optional.empty();
    }
}
