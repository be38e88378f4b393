package io.freshet.salon.settings;

import io.freshet.salon.tenant.CurrentTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.Optional;

/**
 * Reads the tenant's settings with every request, and says in {@code X-Settings} which revision it worked with, so that a front desk knows when
 * to load them anew: {@code revision=12; cache=hit-l1}. What is said in {@code X-Cache} is of the reads after it.
 */
@Configuration(proxyBeanMethods = false)
class SettingsOfRequest implements HandlerInterceptor, WebMvcConfigurer {

    private static final String HEADER = "X-Settings";
    private static final String CACHE = "X-Cache";

    private final SettingsService settings;

    SettingsOfRequest(SettingsService settings) {
        this.settings = settings;
    }

    /** The settings that the current request works with; none outside a request, or for another tenant than the request is of. */
    static Optional<SettingsView> find() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(request -> (SettingsView) request.getAttribute(attribute(), RequestAttributes.SCOPE_REQUEST));
    }

    private static String attribute() {
        return SettingsOfRequest.class.getName() + '.' + CurrentTenant.id();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (CurrentTenant.find().isPresent()) {
            var current = settings.current();
            request.setAttribute(attribute(), current);
            response.setHeader(HEADER, "revision=" + current.revision() + "; cache=" + response.getHeader(CACHE));
            response.setHeader(CACHE, null);
        }
        return true;
    }
}
