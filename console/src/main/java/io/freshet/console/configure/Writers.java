package io.freshet.console.configure;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Names the request that the calling thread serves, as Spring remembers it anyway; else the thread. */
final class Writers {

    /** Where Spring MVC keeps the pattern of the handler, which has no values of a single request in it. */
    private static final String PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private Writers() {}

    static String current() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            Object pattern = request.getAttribute(PATTERN);
            return request.getMethod() + " " + (pattern == null ? request.getRequestURI() : pattern);
        }
        return Threads.current();
    }
}
