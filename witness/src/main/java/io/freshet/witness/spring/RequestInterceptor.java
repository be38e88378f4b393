package io.freshet.witness.spring;

import io.freshet.witness.trace.EntryPoint;
import io.freshet.witness.trace.EntryPoints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Names the work that the handler of a request does. Filters stand outside. Thread-safe. */
final class RequestInterceptor implements AsyncHandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = request.getMethod() + " " + (pattern == null ? request.getRequestURI() : pattern);
        EntryPoints.enter(
                handler instanceof HandlerMethod method
                        ? EntryPoints.of(
                                EntryPoint.Kind.HTTP,
                                ClassUtils.getUserClass(method.getBeanType()),
                                method.getMethod(),
                                route)
                        : new EntryPoint(
                                EntryPoint.Kind.HTTP, handler.getClass().getName(), "", route));
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        EntryPoints.leave();
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        EntryPoints.leave();
    }
}
