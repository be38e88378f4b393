package io.freshet.spring.web;

import io.freshet.event.CacheListener;
import io.freshet.event.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Sets the header {@code X-Cache} with each read, before anything of the body is written: the worst outcome wins, since the header was
 * last taken away. Thread-safe.
 */
public final class ResponseMarks implements CacheListener {

    /** The header. */
    public static final String HEADER = "X-Cache";

    private static final List<Outcome> FROM_WORST =
            List.of(Outcome.BYPASS, Outcome.MISS, Outcome.STALE, Outcome.HIT_L2, Outcome.HIT_L1);

    private static final List<String> TEXTS_FROM_WORST =
            FROM_WORST.stream().map(Outcome::text).toList();

    private static final ThreadLocal<@Nullable HttpServletResponse> PRESENT = new ThreadLocal<>();

    void begin(HttpServletResponse response) {
        PRESENT.set(response);
    }

    void end() {
        PRESENT.remove();
    }

    @Override
    public void onRead(String cache, Outcome outcome) {
        HttpServletResponse response = PRESENT.get();
        if (response != null && FROM_WORST.indexOf(outcome) < rankOf(response.getHeader(HEADER))) {
            response.setHeader(HEADER, outcome.text());
        }
    }

    private static int rankOf(@Nullable String text) {
        return text == null ? FROM_WORST.size() : TEXTS_FROM_WORST.indexOf(text);
    }
}
