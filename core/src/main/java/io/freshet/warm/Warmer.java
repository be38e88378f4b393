package io.freshet.warm;

import io.freshet.freshness.Ticker;
import io.freshet.remote.Remote;
import io.freshet.warm.WarmStatus.State;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Does the jobs that warm, one read after the other, on one thread of its own. Thread-safe.
 *
 * <p>In a fleet one instance does a job: it claims it in the shared tier, and keeps there how far it has come, so that another, or the same after a
 * restart, goes on where it stopped. The others have the entries from L2 when they need them. While the shared tier is away each does its own. The reads go
 * through the caches like any other: they may find what is there, and are stamped, fenced and told apart by tenants as ever. A thread that warms has no tenant
 * unless the read sets one.
 */
public final class Warmer implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_WHEN_DONE = Duration.ofMinutes(5);
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10); // or the claim would end meanwhile
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int BETWEEN_NOTES = 16;

    private final Remote remote;
    private final String instance;
    private final BooleanSupplier keeps;
    private final Ticker ticker;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile long nothingUntil;

    /**
     * With nothing to do.
     *
     * @param instance whose claims they are
     * @param keeps whether what is loaded now may be kept; while it may not, nothing is read
     */
    public Warmer(Remote remote, String instance, BooleanSupplier keeps, Ticker ticker) {
        this.remote = remote;
        this.instance = instance;
        this.keeps = keeps;
        this.ticker = ticker;
        this.nothingUntil = ticker.nanos();
    }

    /**
     * Begins the job, or goes on with it where the fleet has stopped; what has been done a few minutes ago is not done again. Does nothing while a job of
     * this name is under way here; one that is paused goes on. Does not block.
     */
    public void submit(WarmJob job) {
        submit(job, false);
    }

    /** The same from the first key on, whatever has been done. */
    public void submitAnew(WarmJob job) {
        submit(job, true);
    }

    private synchronized void submit(WarmJob job, boolean anew) {
        Run present = runs.get(job.name());
        if (closed) {
            return;
        }
        if (present == null || present.isOver()) {
            runs.remove(job.name());
            runs.put(job.name(), new Run(job, anew));
        } else if (!present.goOn(anew)) {
            return;
        }
        if (thread == null) {
            Thread made = new Thread(this::work, "freshet-warm");
            made.setDaemon(true);
            made.start();
            thread = made;
        } else {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Stops the job of this name on this instance after the present read, until it is submitted again. A job that this instance has claimed stays
     * claimed, so that no other goes on; one that another instance reads goes on there. Does not block.
     *
     * @return whether it was under way here
     */
    public synchronized boolean pause(String name) {
        Run present = runs.get(name);
        return present != null && present.pause();
    }

    /** How each job stands that was submitted here, the latest last. */
    public synchronized List<WarmStatus> status() {
        return runs.values().stream().map(Run::status).toList();
    }

    private void work() {
        while (!closed) {
            Run next = next();
            if (next == null) {
                LockSupport.parkNanos(this, idleNanos());
            } else {
                next.step();
            }
        }
        List<Run> left;
        synchronized (this) {
            left = List.copyOf(runs.values());
        }
        left.forEach(Run::leave);
    }

    /** Until something is due; a job that is submitted meanwhile ends it. */
    private synchronized long idleNanos() {
        long now = ticker.nanos();
        long until = runs.values().stream()
                .filter(run -> !run.isOver())
                .mapToLong(run -> run.dueAt - now)
                .min()
                .orElse(WATCH_NANOS);
        return Math.max(1, Math.min(Math.max(until, nothingUntil - now), WATCH_NANOS));
    }

    /** While nothing may be kept none is asked, whatever its priority: or one that comes later would begin first. */
    private synchronized @Nullable Run next() {
        long now = ticker.nanos();
        if (now - nothingUntil < 0) {
            return null;
        }
        return runs.values().stream()
                .filter(run -> run.isDue(now))
                .max(Comparator.comparingInt(run -> run.job.priority()))
                .orElse(null);
    }

    /** Ends after the present read; another instance goes on with what is left. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Thread working;
        synchronized (this) {
            working = thread;
        }
        if (working != null) {
            LockSupport.unpark(working);
        }
    }

    private static <T extends @Nullable Object> @Nullable T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return null; // the shared tier is away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** A job under way. Its steps are made by one thread; how it stands may be asked by any. */
    private final class Run {

        private final WarmJob job;
        private final String key;
        private final WarmPace pace;
        private volatile boolean isPaused;
        private volatile boolean beginsAnew;
        private boolean isAnew;
        private boolean isClaimed;
        private long renewedAt;
        private volatile long dueAt = ticker.nanos();
        private volatile State state = State.WAITING;
        private volatile List<?> keys = List.of();
        private volatile WarmProgress progress = new WarmProgress(0, 0, 0);
        private volatile String lastFailure = "";

        Run(WarmJob job, boolean anew) {
            this.job = job;
            this.key = "#warm:" + job.name(); // no key of a cache begins like that
            this.pace = new WarmPace(job.mostPerSecond());
            this.isAnew = anew;
        }

        boolean isOver() {
            return state == State.DONE || state == State.FAILED;
        }

        boolean isDue(long now) {
            return !isOver() && now - dueAt >= 0;
        }

        boolean pause() {
            boolean pauses = !isOver() && !isPaused;
            isPaused |= pauses;
            return pauses;
        }

        /** Ends a pause; answers whether there was one. */
        boolean goOn(boolean anew) {
            boolean goesOn = isPaused;
            if (goesOn) {
                beginsAnew |= anew;
                isPaused = false;
                dueAt = ticker.nanos();
            }
            return goesOn;
        }

        WarmStatus status() {
            WarmProgress seen = progress;
            State shown = isPaused && !isOver() ? State.PAUSED : state;
            return new WarmStatus(
                    job.name(), shown, seen.done(), keys.size(), seen.failed(), pace.factor(), lastFailure);
        }

        /** Does the next thing. */
        void step() {
            if (isPaused) {
                keepClaim();
                return;
            }
            if (!isBegun()) {
                return;
            }
            if (beginsAnew) {
                beginsAnew = false;
                isAnew = !isClaimed;
                progress = WarmProgress.none(keys);
            }
            if (!keeps.getAsBoolean()) {
                nothingUntil = ticker.nanos() + SOON_NANOS;
            } else if (!isClaimed && !claimed()) {
                dueAt = ticker.nanos() + WATCH_NANOS;
            } else if (progress.done() >= keys.size()) {
                finish();
            } else {
                read();
            }
        }

        private void keepClaim() {
            if (isClaimed && ticker.nanos() - renewedAt > RENEW_NANOS) {
                note(KEPT);
            }
            dueAt = ticker.nanos() + WATCH_NANOS;
        }

        private boolean isBegun() {
            if (state != State.WAITING) {
                return true;
            }
            try {
                keys = List.copyOf(job.keys().get());
                progress = WarmProgress.none(keys);
                state = State.ELSEWHERE;
                return true;
            } catch (RuntimeException e) {
                lastFailure = e.toString();
                state = State.FAILED;
                return false;
            }
        }

        /** Whoever has no answer goes on alone. */
        private boolean claimed() {
            Boolean claimed = answer(remote.flights().claim(key, instance, LEASE));
            if (!isAnew) {
                progress = progress.or(answer(remote.entries().get(key)));
            }
            if (claimed != null && !claimed) {
                return false;
            }
            isAnew = false;
            isClaimed = true;
            renewedAt = ticker.nanos();
            state = State.RUNNING;
            return true;
        }

        private void read() {
            long began = ticker.nanos();
            boolean hasFailed = false;
            try {
                job.read().read(keys.get(progress.done()));
            } catch (Throwable e) { // the next key may do better, and other jobs have no other thread
                hasFailed = true;
                lastFailure = e.toString();
            }
            long ended = ticker.nanos();
            progress = progress.next(hasFailed);
            if (progress.done() % BETWEEN_NOTES == 0 || ended - renewedAt > RENEW_NANOS) {
                note(KEPT);
            }
            dueAt = ended + Math.min(pace.pauseNanos(ended - began), LONGEST_NANOS);
        }

        /** A claim that was lost while a read took long is made again, or left to whoever has it. */
        private void note(Duration kept) {
            renewedAt = ticker.nanos();
            Boolean isOurs = answer(remote.flights().prolong(key, instance, LEASE));
            if (isOurs != null && !isOurs) {
                isClaimed = false;
                state = State.ELSEWHERE;
            }
            answer(remote.entries().put(key, progress.toBytes(), kept));
        }

        private void finish() {
            note(KEPT_WHEN_DONE);
            answer(remote.flights().release(key, instance));
            state = State.DONE;
        }

        void leave() {
            if (isClaimed && !isOver()) {
                note(KEPT);
                answer(remote.flights().release(key, instance));
            }
        }
    }
}
