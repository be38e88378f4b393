package io.freshet.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs checks, on demand and on threads of its own, so that no read waits for them. Thread-safe; whoever asks while it runs waits for that run
 * and begins another, so that the servers are asked by one at a time.
 *
 * <p>Each check that fails, or that has not answered when the time is over, becomes a finding that says so: there is never silence where
 * something should have been looked at.
 */
public final class Checkup {

    private static final int THREADS = 4;

    private final List<Check> checks;
    private final Duration limit;

    /**
     * Of these.
     *
     * @param limit how long all of them together may take
     */
    public Checkup(List<Check> checks, Duration limit) {
        this.checks = List.copyOf(checks);
        this.limit = limit;
    }

    /**
     * Runs all; blocks for the limit at the most. Findings stand in the order of their checks.
     *
     * @throws InterruptedException if the caller is to stop waiting
     */
    public synchronized List<Finding> run() throws InterruptedException {
        ExecutorService threads = threads();
        try {
            List<Callable<List<Finding>>> looks = checks.stream()
                    .<Callable<List<Finding>>>map(check -> check::look)
                    .toList();
            List<Future<List<Finding>>> answers = threads.invokeAll(looks, limit.toNanos(), TimeUnit.NANOSECONDS);
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                findings.addAll(found(checks.get(i).topic(), answers.get(i)));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Finding> found(Topic topic, Future<List<Finding>> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return List.of(topic.unchecked("it took longer than " + limit.toMillis() + " ms"));
        } catch (ExecutionException e) {
            return List.of(topic.unchecked(reason(e.getCause() == null ? e : e.getCause())));
        }
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "freshet-check-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
