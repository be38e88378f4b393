package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.report.Tally;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The load of a day at the salon: 25 tenants of Zipf's popularity, one write in about 50 reads, with a peak in the middle. Opened once, started once
 * and stopped once, by one thread; what it counts may be read at any time.
 */
public final class Load {
    private static final int TENANTS = 25;
    private static final int SENDERS = 16;

    /** What was asked for, and the settings of its salon. */
    private static final int READS_OF_A_REQUEST = 2;

    private static final long SEED = 20_261_121;

    private final List<Instance> instances;
    private final double readsPerSecond;
    private final Duration length;
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC);
    private final Tally tally = new Tally(Endpoint.caches());
    private final Verdicts verdicts = new Verdicts();
    private final SplittableRandom seeds = new SplittableRandom(SEED);
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Thread> senders = new ArrayList<>();
    private Arrivals arrivals = Arrivals.startingAt(System.nanoTime(), 1, Duration.ofSeconds(1));
    private volatile boolean stopped;
    private volatile boolean abandoned;

    /**
     * A load that has not begun.
     *
     * @param readsPerSecond of caches, on average; each request makes two of them
     * @param length of a day from opening to closing; a load that goes on longer begins another
     */
    public Load(List<Instance> instances, double readsPerSecond, Duration length) {
        this.instances = List.copyOf(instances);
        this.readsPerSecond = readsPerSecond;
        this.length = length;
    }

    /**
     * Logs in to every salon and reads the numbers that the checks start at.
     *
     * @param progress is told how many of the salons are open
     * @throws LoadException if one does not answer as it should
     */
    public void open(Consumer<String> progress) {
        try (Caller caller = caller()) {
            Opening opening = new Opening(caller, day);
            for (int id = 1; id <= TENANTS && !stopped; id++) {
                progress.accept(" " + id + " of " + TENANTS);
                tenants.add(opening.open(id));
            }
        }
    }

    /** Lets the customers in. */
    public void start() {
        double perSecond = readsPerSecond / READS_OF_A_REQUEST * Sender.WRITE_EACH / (Sender.WRITE_EACH - 1);
        arrivals = Arrivals.startingAt(System.nanoTime(), perSecond, length);
        for (int i = 0; i < SENDERS; i++) {
            Sender sender = new Sender(tenants, arrivals, caller(), tally, verdicts, day, seeds.split(), () -> stopped);
            Thread thread = new Thread(sender, "sender-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
            senders.add(thread);
        }
    }

    /** Lets nobody in any more, and waits until everybody who is in has been answered, or until the time is up. */
    public void stop(Duration patience) {
        stopped = true;
        long end = System.nanoTime() + patience.toNanos();
        for (Thread sender : senders) {
            try {
                sender.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Notes at once that the servers are about to end: what fails from now on is no error. Any thread may call it. */
    public void abandon() {
        abandoned = true;
        stopped = true;
    }

    /** Returns all kinds of stale answers that the checks can find. */
    public static List<Verdicts.Miss> checks() {
        return Endpoint.checks();
    }

    /** Returns how many requests were due but never sent. */
    public long givenUp() {
        return arrivals.givenUp();
    }

    public Tally tally() {
        return tally;
    }

    public Verdicts verdicts() {
        return verdicts;
    }

    /** Compares what the instances serve with what the source says; nobody may write meanwhile. */
    public Comparison compare() {
        Comparison comparison = new Comparison();
        for (Instance instance : instances) {
            if (instance.isExpected()) {
                for (int position : List.of(0, TENANTS / 5, TENANTS - 1)) {
                    comparison.compare(instance, tenants.get(position));
                }
            }
        }
        return comparison;
    }

    private Caller caller() {
        return new Caller(instances, tally, seeds.split(), () -> abandoned);
    }
}
