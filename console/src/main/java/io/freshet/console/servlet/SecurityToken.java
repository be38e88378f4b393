package io.freshet.console.servlet;

import io.freshet.console.view.HeaderView;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;

import java.util.Optional;

/** What Spring Security wants of requests that change something, where the application has it and has not switched that off. */
final class SecurityToken {

    private SecurityToken() {}

    static Optional<HeaderView> of(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? Optional.of(new HeaderView(token.getHeaderName(), token.getToken()))
                : Optional.empty();
    }
}
