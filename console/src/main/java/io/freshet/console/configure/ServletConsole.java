package io.freshet.console.configure;

import io.freshet.console.servlet.ConsoleServlet;
import io.freshet.console.web.Desk;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/** The console as a servlet. */
final class ServletConsole {

    private ServletConsole() {}

    static ServletRegistrationBean<ConsoleServlet> of(Desk desk, FreshetProperties properties) {
        String path = properties.console().path();
        ServletRegistrationBean<ConsoleServlet> servlet = new ServletRegistrationBean<>(
                new ConsoleServlet(desk, ConsoleIsSafe.hasSpringSecurity()), path, path + "/*");
        servlet.setName("freshetConsole");
        servlet.setAsyncSupported(true);
        return servlet;
    }
}
