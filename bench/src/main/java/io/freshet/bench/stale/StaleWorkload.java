package io.freshet.bench.stale;

import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import io.freshet.testkit.StalenessChecker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Reads and writes the same rows through several instances of a system, and judges every read.
 *
 * <p>All instances live in this JVM, so that one {@link System#nanoTime()} orders acknowledgements and reads. The loader
 * waits between reading a row and returning it, as mapping, rendering or a pause of the collector would, which leaves room
 * for a commit and its eviction in between: the classic race of caches.
 */
final class StaleWorkload {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final StaleSettings settings;
    private final StalenessChecker checker;
    private final List<Instance> instances = new ArrayList<>();

    private StaleWorkload(StaleSettings settings) {
        this.settings = settings;
        this.checker = StalenessChecker.of(settings.keys());
    }

    /** Runs the workload on a database whose table exists at version 0, and an empty Redis. */
    static StaleResult run(String name, StaleSettings settings, SystemUnderTest system, Servers servers)
            throws Exception {
        StaleWorkload workload = new StaleWorkload(settings);
        try {
            for (int i = 0; i < settings.instances(); i++) {
                workload.instances.add(new Instance("instance-" + i, settings, system, servers, workload.checker));
            }
            return workload.measure(name);
        } finally {
            workload.instances.forEach(Instance::close);
        }
    }

    private StaleResult measure(String name) throws Exception {
        Phases phases = new Phases(settings.warmUp(), settings.measured());
        List<Callable<Void>> work = new ArrayList<>();
        Duration offset = settings.betweenWritesOfAnInstance().dividedBy(settings.instances());
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get(i);
            Duration first = offset.multipliedBy(i);
            work.add(unlessFailed(phases, () -> instance.write(phases, first)));
            for (int reader = 0; reader < StaleSettings.READERS; reader++) {
                work.add(unlessFailed(phases, () -> instance.read(phases)));
            }
        }
        work.add(unlessFailed(phases, () -> forgetLoadsAfterWarmUp()));
        finish(work);
        StalenessChecker.Summary summary = checker.summary();
        long loads = instances.stream().mapToLong(Instance::loads).sum();
        long[] writes = instances.stream()
                .flatMap(instance -> instance.writeNanos().stream())
                .mapToLong(nanos -> nanos)
                .sorted()
                .toArray();
        Thread.sleep(QUIET.toMillis());
        return StaleResult.of(name, settings.measured(), summary, wrongKeys(), writes, loads);
    }

    private void forgetLoadsAfterWarmUp() throws InterruptedException {
        Thread.sleep(settings.warmUp().toMillis());
        instances.forEach(Instance::forgetLoads);
    }

    private int wrongKeys() {
        return (int) IntStream.range(0, settings.keys())
                .filter(key -> instances.stream().anyMatch(instance -> !instance.isRight(key)))
                .count();
    }

    private static void finish(List<Callable<Void>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> future : threads.invokeAll(work)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> unlessFailed(Phases phases, Step step) {
        return () -> {
            boolean done = false;
            try {
                step.run();
                done = true;
            } finally {
                if (!done) {
                    phases.fail();
                }
            }
            return null;
        };
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
