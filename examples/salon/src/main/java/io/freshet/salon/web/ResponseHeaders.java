package io.freshet.salon.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import java.util.Locale;

/**
 * Tells with each answer what it has cost: {@code Server-Timing: app;dur=<ms>} is the time in the handler's cached call, absent where there was none,
 * as {@code X-Cache} is, and {@code X-Queries} the number of SQL statements. The one place where the salon writes headers, just before the body.
 */
@ControllerAdvice
class ResponseHeaders implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        write(RequestCost.current(), response.getHeaders());
        return body;
    }

    private static void write(RequestCost cost, HttpHeaders headers) {
        headers.set("X-Queries", Long.toString(cost.statements()));
        if (headers.containsHeader("X-Cache")) {
            headers.setCacheControl(
                    "private, no-cache"); // to be kept, but asked about each time: see EtagConfiguration
            headers.set("Server-Timing", String.format(Locale.ROOT, "app;dur=%.3f", cost.cachedMillis()));
        }
    }
}
