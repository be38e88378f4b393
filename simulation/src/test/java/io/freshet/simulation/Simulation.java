package io.freshet.simulation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs random schedules of faults against the engine's own parts ({@link SimulatedFleet}), as many as fit into a time, and checks every answer
 * ({@link Promises}). A schedule depends on its scenario and its seed and on nothing else, so each failure names the two that replay it.
 *
 * <pre>
 * mvn -pl core test -Dtest=SimulationTests -Dfreshet.simulation.seconds=3600
 * mvn -pl core test -Dtest=SimulationTests -Dfreshet.simulation.scenario=SPLIT_BRAIN -Dfreshet.simulation.seed=4711
 * java -cp ... io.freshet.simulation.Simulation --for 1h [--seed 4711] [--scenario SPLIT_BRAIN]
 * </pre>
 *
 * With a seed and no time, the one schedule; with both, all from that seed on. Exit code 0 if nothing was found, 1 if something was.
 */
public final class Simulation {

    private static final int STEPS = 400;

    private Simulation() {}

    /** Runs what the arguments say. */
    public static void main(String[] args) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        String only = options.get("--scenario");
        List<Scenario> scenarios = only == null ? List.of(Scenario.values()) : List.of(Scenario.valueOf(only));
        long seed = Long.parseLong(options.getOrDefault("--seed", String.valueOf(System.nanoTime())));
        boolean isReplay = options.containsKey("--seed") && !options.containsKey("--for");
        Duration each = isReplay
                ? Duration.ZERO
                : Duration.parse("PT" + options.getOrDefault("--for", "1m")).dividedBy(scenarios.size());
        try {
            scenarios.forEach(scenario -> report(scenario, each, seed));
        } catch (AssertionError e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void report(Scenario scenario, Duration time, long seed) {
        System.out.println(scenario + ": " + runFor(scenario, time, seed));
    }

    /** Runs one schedule. */
    static void replay(Scenario scenario, long seed, Tally tally) {
        try {
            new SimulatedFleet(seed, scenario, tally).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    e.getMessage() + "\nreplay it with -Dfreshet.simulation.scenario=" + scenario
                            + " -Dfreshet.simulation.seed=" + seed,
                    e);
        }
        tally.schedule();
    }

    /** Runs schedules from a seed on, on all processors, at least one. */
    static Tally runFor(Scenario scenario, Duration time, long firstSeed) {
        long until = System.nanoTime() + time.toNanos();
        AtomicLong seeds = new AtomicLong(firstSeed);
        AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
        Tally total = new Tally();
        List<Thread> threads = new ArrayList<>();
        int processors = time.isZero() ? 1 : Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < processors; i++) {
            Thread thread = new Thread(() -> run(scenario, until, seeds, failure, total));
            thread.start();
            threads.add(thread);
        }
        threads.forEach(Simulation::join);
        AssertionError found = failure.get();
        if (found != null) {
            throw found;
        }
        return total;
    }

    private static void run(
            Scenario scenario,
            long until,
            AtomicLong seeds,
            AtomicReference<@Nullable AssertionError> failure,
            Tally total) {
        Tally tally = new Tally();
        try {
            do {
                replay(scenario, seeds.getAndIncrement(), tally);
            } while (System.nanoTime() - until < 0 && failure.get() == null);
        } catch (AssertionError e) {
            failure.compareAndSet(null, e);
        }
        synchronized (total) {
            total.add(tally);
        }
    }

    /** How many schedules it took until an answer was older than promised; 0 if none was, in so many. */
    public static int schedulesUntilStale(String scenario, long firstSeed, int most) {
        for (int i = 1; i <= most; i++) {
            try {
                new SimulatedFleet(firstSeed + i - 1, Scenario.valueOf(scenario), new Tally()).run(STEPS);
            } catch (Promises.StaleAnswer e) {
                return i;
            } catch (AssertionError | RuntimeException e) {
                // of no interest here: a broken rule may also do other harm
            }
        }
        return 0;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
