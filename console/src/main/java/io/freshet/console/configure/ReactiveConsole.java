package io.freshet.console.configure;

import io.freshet.console.reactive.ConsoleHandler;
import io.freshet.console.web.Desk;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

import java.util.Map;

/** The console among the handlers of Spring WebFlux. */
final class ReactiveConsole {

    /** Before the application's own, among which one may answer whatever is asked. */
    private static final int ORDER = -10;

    private ReactiveConsole() {}

    static SimpleUrlHandlerMapping of(Desk desk, FreshetProperties properties) {
        String path = properties.console().path();
        ConsoleHandler handler = new ConsoleHandler(desk, path, ConsoleIsSafe.hasSpringSecurity());
        return new SimpleUrlHandlerMapping(Map.of(path, handler, path + "/**", handler), ORDER);
    }
}
