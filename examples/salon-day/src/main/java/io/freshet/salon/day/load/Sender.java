package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.report.CacheTally;
import io.freshet.salon.day.report.Tally;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One of the threads that send what is due: mostly reads, each judged when it is answered. */
final class Sender implements Runnable {
    /** One arrival in so many writes, on average two things: about 50 reads for each write. */
    static final int WRITE_EACH = 101;

    private static final int SOURCE_READ_EACH = 100;
    private static final Mix<Endpoint> ENDPOINTS = Endpoint.mix();

    private final List<Tenant> tenants;
    private final Zipf popularity;
    private final Arrivals arrivals;
    private final Caller caller;
    private final Tally tally;
    private final Examiner examiner;
    private final Writes writes;
    private final SplittableRandom random;
    private final BooleanSupplier stopped;

    Sender(
            List<Tenant> tenants,
            Arrivals arrivals,
            Caller caller,
            Tally tally,
            Verdicts verdicts,
            LocalDate day,
            SplittableRandom random,
            BooleanSupplier stopped) {
        this.tenants = tenants;
        this.popularity = Zipf.of(tenants.size());
        this.arrivals = arrivals;
        this.caller = caller;
        this.tally = tally;
        this.examiner = new Examiner(verdicts, tally);
        this.writes = new Writes(caller, tally, day, random);
        this.random = random;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try (caller) {
            while (!stopped.getAsBoolean()) {
                long number = arrivals.take(System.nanoTime());
                long due = arrivals.due(number);
                awaitDue(due);
                if (!stopped.getAsBoolean()) {
                    sendSafely(number, due);
                }
            }
        }
    }

    private void sendSafely(long number, long due) {
        try {
            send(number, due);
        } catch (RuntimeException e) {
            tally.failed("An answer that cannot be understood (" + e + "): "
                    + caller.answer().body());
        }
    }

    private void send(long number, long due) {
        Tenant tenant = tenants.get(popularity.pick(random));
        if (number % WRITE_EACH == WRITE_EACH - 1) {
            writes.perform(tenant);
        } else {
            read(tenant, ENDPOINTS.pick(random), due);
        }
    }

    private void read(Tenant tenant, Endpoint endpoint, long due) {
        boolean fromSource = random.nextInt(SOURCE_READ_EACH) == 0;
        byte[][] requests = fromSource ? tenant.sourceReads(endpoint) : tenant.reads(endpoint);
        if (caller.read(requests[random.nextInt(requests.length)]) != Caller.Outcome.DONE) {
            return;
        }
        tally.waited((System.nanoTime() - due) / 1_000);
        Answer answer = caller.answer();
        CacheTally cache = tally.cache(endpoint.ordinal());
        if (fromSource) {
            cache.sourceRead(answer);
        } else {
            cache.read(answer);
            tally.cache(Endpoint.SETTINGS.ordinal()).readSettings(answer);
        }
        examiner.examine(tenant, endpoint, caller);
    }

    private void awaitDue(long due) {
        for (long wait = due - System.nanoTime(); wait > 0 && !stopped.getAsBoolean(); wait = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(wait, 100_000_000));
        }
    }
}
