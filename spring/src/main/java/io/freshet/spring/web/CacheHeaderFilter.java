package io.freshet.spring.web;

import io.freshet.read.Bypass;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;

/**
 * Says in {@code X-Cache} how the reads of a request were answered, and lets {@code Cache-Control: no-cache} in a request read past every
 * cache. Thread-safe. Reads on other threads than that of the request are not told.
 */
public final class CacheHeaderFilter extends OncePerRequestFilter {

    private final ResponseMarks marks;

    /** Marks responses through these. */
    public CacheHeaderFilter(ResponseMarks marks) {
        this.marks = marks;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        marks.begin(response);
        try {
            if (wantsSource(request)) {
                pastTheCache(request, response, chain);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            marks.end();
        }
    }

    private static void pastTheCache(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Bypass bypass = Bypass.open();
        try {
            chain.doFilter(request, response);
        } finally {
            bypass.close();
        }
    }

    private static boolean wantsSource(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Cache-Control")).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-cache"));
    }
}
