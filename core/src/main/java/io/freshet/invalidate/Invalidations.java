package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.Tracer.Span;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.LeaseKeeper;
import io.freshet.freshness.Ticker;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.UncertifiedException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * How a committed change becomes effective: bump its tags in the shared tier, take the bump in locally, and wait as the policy says, before
 * the writer goes on. Thread-safe; blocks the writer for at most one bound.
 *
 * <p>A bump that fails is never lost. What an outbox keeps, the relay makes effective; what it does not keep is tried again here until it
 * succeeds ({@link Retries}). Either way this instance trusts nothing until it is proven that the change is known, so a writer's own next
 * read is right also when the shared tier is away.
 */
public final class Invalidations implements ChangeSink, AutoCloseable {

    private static final Duration BUMP_LIMIT = Duration.ofMillis(50);
    private static final Duration UNKNOWN = Duration.ofNanos(-1);

    private final Partitions partitions;
    private final Freshness freshness;
    private final LeaseKeeper leases;
    private final Acknowledge acknowledge;
    private final Ticker ticker;
    private final CacheEvents events;
    private final UnaryOperator<ChangeSet> keeping;
    private final InvalidationMeter meter = new InvalidationMeter();
    private final Silence silence;
    private final DirectReaders directReaders;
    private final Retries retries;

    /**
     * The way of writes of one instance.
     *
     * @param directLease how long an instance that is cut off may rely on one read of the outbox
     * @param keeping puts a change that no transaction has into the outbox, if there is one
     */
    public Invalidations(
            Partitions partitions,
            Freshness freshness,
            LeaseKeeper leases,
            Acknowledge acknowledge,
            Silence silence,
            Duration directLease,
            UnaryOperator<ChangeSet> keeping,
            Ticker ticker,
            CacheEvents events) {
        this.partitions = partitions;
        this.freshness = freshness;
        this.leases = leases;
        this.acknowledge = acknowledge;
        this.silence = silence;
        this.directReaders = new DirectReaders(directLease, ticker);
        this.keeping = keeping;
        this.ticker = ticker;
        this.events = events;
        this.retries = new Retries(this::tryAgain);
    }

    /** Makes a change effective that no transaction has; the outbox keeps it first, so that it survives whatever happens. */
    @Override
    public void made(ChangeSet change) {
        raise(change);
    }

    /** The same, for one who goes by its number: by partition, or empty if it is not effective everywhere yet. */
    public Map<Integer, Bumped> raise(ChangeSet change) {
        ChangeSet kept;
        try {
            kept = keeping.apply(change);
        } catch (RuntimeException e) {
            bumpAndTell(change);
            queue(change, e);
            return Map.of();
        }
        return bumpAndTell(kept);
    }

    @Override
    public void committed(ChangeSet change) {
        bumpAndTell(change);
    }

    private Map<Integer, Bumped> bumpAndTell(ChangeSet change) {
        if (change.isEmpty()) {
            return Map.of();
        }
        try (Span span = events.tracer().invalidation(change)) {
            return bumpAndTell(change, span);
        }
    }

    private Map<Integer, Bumped> bumpAndTell(ChangeSet change, Span span) {
        long committed = ticker.nanos();
        long directUntil = committed + directReaders.leasesAfter(change).toNanos();
        Map<Integer, Bumped> bumped = new TreeMap<>();
        Map<Integer, CompletionStage<Bumped>> sent = send(change, committed);
        Throwable failure = answered(change, sent, bumped);
        if (failure == null) {
            boolean seen = effective(change, bumped, committed, directUntil);
            span.outcome(seen ? "fleet" : "bumped");
            return bumped;
        }
        span.outcome("delayed");
        span.failed(failure);
        delayed(change, failure, committed, directUntil, sent, bumped);
        return Map.of();
    }

    /** The number that a change was raised to here; 0 if somebody else, as a relay that was quicker, has raised all of it. */
    private static long last(Collection<Bumped> bumped) {
        long last = 0;
        for (Bumped one : bumped) {
            last = one.isNew() ? Math.max(last, one.seq()) : last;
        }
        return last;
    }

    /** Answers whether every other instance has it too. */
    private boolean effective(ChangeSet change, Map<Integer, Bumped> bumped, long committed, long directUntil) {
        Duration bumpedAfter = since(committed);
        boolean seen = awaitFleet(bumped, committed);
        if (acknowledge == Acknowledge.FLEET) {
            waitUntil(directUntil);
        }
        Duration fleetAfter = seen ? since(committed) : UNKNOWN;
        meter.made(seen ? fleetAfter : bumpedAfter);
        events.publish(new CacheEvent.Invalidated(change, last(bumped.values()), bumpedAfter, fleetAfter));
        return seen;
    }

    /** Bumps in all partitions at once. In the model: {@code BumpByWriter}. */
    private Map<Integer, CompletionStage<Bumped>> send(ChangeSet change, long committed) {
        Map<Integer, CompletionStage<Bumped>> sent = new TreeMap<>();
        partitions
                .split(change)
                .forEach((partition, part) -> sent.put(partition, bumpParts(partition, part, committed)));
        return sent;
    }

    /** Answers the first failure, or null, and puts what succeeded into the map. */
    private @Nullable Throwable answered(
            ChangeSet change, Map<Integer, CompletionStage<Bumped>> sent, Map<Integer, Bumped> bumped) {
        Map<Integer, ChangeSet> split = partitions.split(change);
        long until = ticker.nanos() + BUMP_LIMIT.toNanos();
        Throwable failure = null;
        for (Map.Entry<Integer, CompletionStage<Bumped>> one : sent.entrySet()) {
            int partition = one.getKey();
            try {
                Bumped answer = answerOf(one.getValue(), until);
                freshness.made(
                        partition,
                        answer,
                        Objects.requireNonNull(split.get(partition)).hashes());
                bumped.put(partition, answer);
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                failure = failure == null ? cause(e) : failure;
            }
        }
        return failure;
    }

    /** An interrupt of the writer, who has committed, is left to whatever comes afterwards; so it is in each wait here. */
    private Bumped answerOf(CompletionStage<Bumped> sent, long until) throws ExecutionException, TimeoutException {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return sent.toCompletableFuture().get(Math.max(0, until - ticker.nanos()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            interruptAgain(isInterrupted);
        }
    }

    /** One after the other: the last part notes the transaction as done, so the others must be. */
    private CompletionStage<Bumped> bumpParts(int partition, ChangeSet change, long committed) {
        Sequencer sequencer = partitions.get(partition);
        List<ChangeSet> parts = change.parts(Sequencer.MOST_TAGS);
        CompletionStage<Bumped> bumped =
                sequencer.bump(parts.get(0), since(committed).toNanos() / 1_000);
        for (ChangeSet part : parts.subList(1, parts.size())) {
            bumped = bumped.thenCompose(
                    before -> sequencer.bump(part, since(committed).toNanos() / 1_000));
        }
        return bumped;
    }

    private boolean awaitFleet(Map<Integer, Bumped> bumped, long committed) {
        if (acknowledge == Acknowledge.BUMPED) {
            return false;
        }
        Map<Integer, Long> awaited = new TreeMap<>();
        bumped.forEach((partition, answer) -> {
            if (answer.others() != 0) {
                awaited.put(partition, answer.seq());
            }
        });
        return awaited.isEmpty() || leases.awaitFleet(awaited, freshness.bound().minus(since(committed)));
    }
    /** In the model: {@code CutOff}. */
    private void delayed(
            ChangeSet change,
            Throwable why,
            long committed,
            long directUntil,
            Map<Integer, CompletionStage<Bumped>> sent,
            Map<Integer, Bumped> bumped) {
        boolean recorded = change.transaction().isRecorded();
        meter.delayed();
        Set<Integer> failed = new TreeSet<>(partitions.split(change).keySet());
        failed.removeAll(bumped.keySet());
        if (recorded) {
            failed.forEach(freshness::distrust);
        } else {
            failed.forEach(freshness::suspend);
            retries.add(new Retries.Waiting(change, failed));
        }
        events.publish(new CacheEvent.InvalidationDelayed(change, why.toString(), recorded));
        if (recorded) {
            tellWhenAnswered(change, sent.values(), committed);
        }
        if (acknowledge == Acknowledge.FLEET) {
            boolean answers = why instanceof UncertifiedException;
            long from = answers ? committed : lastCertificate(committed, failed);
            waitUntil(from + freshness.bound().toNanos());
            waitUntil(directUntil);
            awaitFleet(bumped, committed);
        }
    }

    /** The relay finds it done and tells nothing, so without this nobody could say whose number it was. */
    private void tellWhenAnswered(ChangeSet change, Collection<CompletionStage<Bumped>> sent, long committed) {
        List<CompletableFuture<Bumped>> answers =
                sent.stream().map(CompletionStage::toCompletableFuture).toList();
        CompletableFuture<Void> unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> tellLate(change, answers, committed));
    }

    private void tellLate(ChangeSet change, List<CompletableFuture<Bumped>> answers, long committed) {
        long last = last(answers.stream().map(CompletableFuture::join).toList());
        if (last != 0) {
            events.publish(new CacheEvent.InvalidatedLate(change, last, since(committed)));
        }
    }

    /** What is effective already, but not kept in the outbox: an instance that is cut off would not hear of it. */
    private void queue(ChangeSet change, RuntimeException why) {
        meter.delayed();
        retries.add(new Retries.Waiting(change, Set.of()));
        events.publish(new CacheEvent.InvalidationDelayed(change, why.toString(), false));
    }

    /** In the model: {@code Acknowledge}. */
    private void waitUntil(long nanos) {
        boolean isInterrupted = false;
        for (long left = nanos - ticker.nanos(); left > 0; left = nanos - ticker.nanos()) {
            isInterrupted |= Thread.interrupted();
            LockSupport.parkNanos(this, left);
        }
        interruptAgain(isInterrupted);
    }

    /** An instant after which nobody was given a lease, as far as the outbox can tell; that of the commit if it cannot. */
    private long lastCertificate(long committed, Set<Integer> failed) {
        long unreachable = Long.MIN_VALUE;
        for (int partition : failed) {
            long since = leases.unreachable(partition);
            unreachable = unreachable == Long.MIN_VALUE || since - unreachable > 0 ? since : unreachable;
        }
        try {
            long silent = silence.since();
            return silent - unreachable > 0 ? silent : unreachable;
        } catch (RuntimeException e) {
            return committed;
        }
    }

    private static void interruptAgain(boolean isInterrupted) {
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryAgain(Retries.Waiting waiting) {
        try {
            ChangeSet kept = keeping.apply(waiting.change());
            Map<Integer, Bumped> bumped = new TreeMap<>();
            if (answered(kept, send(kept, ticker.nanos()), bumped) != null) {
                return false;
            }
            waiting.suspended().forEach(freshness::resolve);
            events.publish(new CacheEvent.Invalidated(kept, last(bumped.values()), Duration.ZERO, UNKNOWN));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Throwable cause(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }

    /** Changes that no outbox keeps and that still wait to be made effective. */
    public int waiting() {
        return retries.size();
    }

    /** The running totals. */
    public InvalidationMeter meter() {
        return meter;
    }

    /** Stops trying again. Idempotent. */
    @Override
    public void close() {
        retries.close();
    }
}
