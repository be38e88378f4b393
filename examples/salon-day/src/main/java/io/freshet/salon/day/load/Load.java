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
 * The load of a day at the salon: 25 tenants of Zipf's popularity, one write in about 50 reads, at a steady rate. Opened once, started once
 * and stopped once, by one thread; what it counts may be read at any time.
 */
public final class Load {
    private static final int TENANTS = 25;
    private static final int SENDERS = 16;
    private static final long SEED = 20_261_121;

    private final List<Instance> instances;
    private final double readsPerSecond;
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC);
    private final Tally tally = new Tally(Endpoint.caches());
    private final Verdicts verdicts = new Verdicts();
    private final SplittableRandom seeds = new SplittableRandom(SEED);
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Thread> senders = new ArrayList<>();
    private Arrivals arrivals = Arrivals.startingAt(System.nanoTime(), 1);
    private volatile boolean stopped;
    private volatile boolean abandoned;

    public Load(List<Instance> instances, double readsPerSecond) {
        this.instances = List.copyOf(instances);
        this.readsPerSecond = readsPerSecond;
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
        double perSecond = readsPerSecond * Sender.WRITE_EACH / (Sender.WRITE_EACH - 1);
        arrivals = Arrivals.startingAt(System.nanoTime(), perSecond);
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
