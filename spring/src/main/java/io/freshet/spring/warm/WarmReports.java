package io.freshet.spring.warm;

import io.freshet.warm.WarmStatus;
import io.freshet.warm.WarmStatus.State;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells how jobs come along: as a bar on a terminal, or as lines in the log, when a job ends and now and then before. Has a thread of its own while
 * jobs are under way. Thread-safe.
 */
public final class WarmReports implements AutoCloseable {

    private static final Log LOG = LogFactory.getLog("io.freshet.warm");
    private static final Duration DRAWING = Duration.ofMillis(100);
    private static final Duration LOGGING = Duration.ofSeconds(1);
    private static final int LOOKS_BETWEEN_LINES = 10;
    private static final String CLEAR = "\r\u001b[K";

    private final Supplier<List<WarmStatus>> status;
    private final @Nullable PrintStream screen;
    private final int width;
    private final LongSupplier nanos;
    private final Map<String, Begun> begun = new HashMap<>();
    private final Map<String, State> told = new HashMap<>();
    private int looks;
    private @Nullable Thread thread;
    private boolean closed;

    WarmReports(Supplier<List<WarmStatus>> status, @Nullable PrintStream screen, int width, LongSupplier nanos) {
        this.status = status;
        this.screen = screen;
        this.width = width;
        this.nanos = nanos;
    }

    /** Of these jobs: on standard output if it is a terminal or is to be taken for one, else in the log. */
    public static WarmReports of(Supplier<List<WarmStatus>> status, boolean draws, boolean onTerminalOnly) {
        boolean isDrawn = draws && (!onTerminalOnly || Terminal.isThere());
        return new WarmReports(
                status, isDrawn ? System.out : null, Terminal.width(System.getenv("COLUMNS")), System::nanoTime);
    }

    /** A job was begun: tells of it until nothing is under way any more. Does not block. */
    public synchronized void watch() {
        if (thread == null && !closed) {
            Thread made = new Thread(this::tell, "freshet-warm-progress");
            made.setDaemon(true);
            thread = made;
            made.start();
        }
    }

    private void tell() {
        Duration between = screen == null ? LOGGING : DRAWING;
        while (look()) {
            LockSupport.parkNanos(this, between.toNanos());
        }
    }

    /** Looks once, and tells what there is to tell; answers whether to look again. */
    synchronized boolean look() {
        List<WarmStatus> present = status.get();
        present.forEach(this::tellEnd);
        List<WarmStatus> underWay =
                present.stream().filter(WarmStatus::isUnderWay).toList();
        if (closed || underWay.isEmpty()) {
            thread = null;
            return false;
        }
        tellProgress(underWay);
        return true;
    }

    private void tellEnd(WarmStatus each) {
        if (each.isUnderWay()) {
            begun.computeIfAbsent(each.name(), any -> new Begun(nanos.getAsLong(), each.done()));
            told.remove(each.name());
        } else if (each.state() != State.IDLE && told.put(each.name(), each.state()) != each.state()) {
            begun.computeIfAbsent(each.name(), any -> new Begun(nanos.getAsLong(), 0));
            say(line(each, 0).ended(), each.state() == State.FAILED);
            begun.remove(each.name());
        }
    }

    private void say(String line, boolean isFailure) {
        if (screen != null) {
            screen.print(CLEAR + line + System.lineSeparator());
            screen.flush();
        }
        if (isFailure) {
            LOG.warn(line);
        } else if (screen == null) {
            LOG.info(line);
        }
    }

    private void tellProgress(List<WarmStatus> underWay) {
        WarmStatus shown = underWay.stream()
                .filter(each -> each.state() == State.RUNNING)
                .findFirst()
                .orElse(underWay.get(0));
        ProgressLine line = line(shown, underWay.size() - 1);
        if (screen != null) {
            screen.print(CLEAR + line.drawn(width));
            screen.flush();
        } else if (++looks % LOOKS_BETWEEN_LINES == 0) {
            LOG.info(line.logged());
        }
    }

    private ProgressLine line(WarmStatus each, int others) {
        Begun since = begun.getOrDefault(each.name(), new Begun(nanos.getAsLong(), each.done()));
        return new ProgressLine(
                each,
                Duration.ofNanos(nanos.getAsLong() - since.nanos()),
                Math.max(0, each.done() - since.done()),
                others);
    }

    /** Ends its thread. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** When a job was first seen under way, and how far it was. */
    private record Begun(long nanos, int done) {}
}
