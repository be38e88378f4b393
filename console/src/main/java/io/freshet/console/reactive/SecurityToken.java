package io.freshet.console.reactive;

import io.freshet.console.view.HeaderView;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What Spring Security wants of requests that change something, where the application has it and has not switched that off. */
final class SecurityToken {

    private SecurityToken() {}

    /** Asking for it makes Spring Security give one to who has none. */
    static Mono<HeaderView> of(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttribute(CsrfToken.class.getName());
        return token == null ? Mono.empty() : token.map(each -> new HeaderView(each.getHeaderName(), each.getToken()));
    }
}
