package io.freshet.spring.web;

import io.freshet.event.CacheListener;
import io.freshet.event.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Sets the header {@code X-Cache} with each read, before anything of the body is written: the worst outcome wins. Thread-safe. */
public final class ResponseMarks implements CacheListener {

    /** The header. */
    public static final String HEADER = "X-Cache";

    private static final List<Outcome> FROM_WORST =
            List.of(Outcome.BYPASS, Outcome.MISS, Outcome.STALE, Outcome.HIT_L2, Outcome.HIT_L1);

    private static final ThreadLocal<@Nullable Mark> PRESENT = new ThreadLocal<>();

    void begin(HttpServletResponse response) {
        PRESENT.set(new Mark(response));
    }

    void end() {
        PRESENT.remove();
    }

    @Override
    public void onRead(String cache, Outcome outcome) {
        Mark mark = PRESENT.get();
        if (mark != null) {
            mark.read(outcome);
        }
    }

    private static final class Mark {

        private final HttpServletResponse response;
        private int worst = FROM_WORST.size();

        Mark(HttpServletResponse response) {
            this.response = response;
        }

        void read(Outcome outcome) {
            int rank = FROM_WORST.indexOf(outcome);
            if (rank < worst) {
                worst = rank;
                response.setHeader(HEADER, outcome.text());
            }
        }
    }
}
