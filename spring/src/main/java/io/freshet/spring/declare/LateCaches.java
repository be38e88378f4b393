package io.freshet.spring.declare;

import io.freshet.Cache;
import io.freshet.CacheCapture;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Captures writes to what caches depend on that code declares: those that are declared before the application is open wait for it, and later ones are
 * seen to in the background, one after the other. Until then they keep nothing. Thread-safe.
 */
public final class LateCaches implements CacheCapture, DisposableBean {

    private static final Log LOG = LogFactory.getLog("io.freshet");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<Waiting> early = new ArrayList<>();
    private @Nullable Openings openings;
    private final ScheduledThreadPoolExecutor worker;

    /** Nothing declared yet. */
    public LateCaches() {
        worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-caches");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void declared(Cache<?, ?> cache, Runnable captured) {
        Waiting waiting = new Waiting(cache, captured);
        Openings open = noteIfEarly(waiting);
        if (open != null) {
            late(waiting, open);
        }
    }

    private synchronized @Nullable Openings noteIfEarly(Waiting waiting) {
        if (openings == null) {
            early.add(waiting);
        }
        return openings;
    }

    /** Those that wait for the application to open. */
    synchronized List<Waiting> waiting() {
        return List.copyOf(early);
    }

    /** The application is open, and writes to what these depend on are captured. Others that were declared meanwhile are late. */
    void open(List<Waiting> captured, Openings open) {
        List<Waiting> others;
        synchronized (this) {
            openings = open;
            others = new ArrayList<>(early);
            early.clear();
        }
        others.removeAll(captured);
        captured.forEach(waiting -> waiting.captured().run());
        others.forEach(waiting -> late(waiting, open));
    }

    private void late(Waiting waiting, Openings open) {
        open.declared(waiting.cache());
        if (Shapes.of(waiting.cache().dependencies()).all().isEmpty()) {
            waiting.captured().run();
        } else {
            schedule(() -> capture(waiting, open, true), Duration.ZERO);
        }
    }

    private void capture(Waiting waiting, Openings open, boolean isFirst) {
        try {
            open.capture(Shapes.of(waiting.cache().dependencies()));
        } catch (RuntimeException e) {
            if (isFirst) {
                LOG.error("Cache '" + waiting.cache().name()
                        + "' keeps nothing, since writes to what it depends on are not noticed; this is tried again. "
                        + e.getMessage());
            }
            schedule(() -> capture(waiting, open, false), PAUSE);
            return;
        }
        schedule(waiting.captured(), open.settling());
    }

    private void schedule(Runnable task, Duration after) {
        try {
            var unused = worker.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The application ends, so a cache stays without triggers", e);
        }
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    /**
     * A cache that keeps nothing yet.
     *
     * @param cache the cache
     * @param captured to be run when writes are noticed
     */
    record Waiting(Cache<?, ?> cache, Runnable captured) {}

    /** What an open application does for a cache. */
    interface Openings {

        /** Tells everybody who wants to know of it. */
        void declared(Cache<?, ?> cache);

        /** Captures writes of these shapes; blocks, and throws if it cannot. */
        void capture(Shapes shapes);

        /** How long after that a load may still show what was before. */
        Duration settling();
    }
}
