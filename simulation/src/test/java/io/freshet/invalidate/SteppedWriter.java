package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.SteppedLeases;
import io.freshet.freshness.SteppedLeases.Awaited;
import io.freshet.freshness.Ticker;
import io.freshet.relay.DirectReader;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.UncertifiedException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * What {@link Invalidations} does, rule by rule, but where that waits this answers a {@link Waiting} to be asked again: for simulations. What
 * {@link Silence} and {@link DirectReaders} decide is decided by them.
 */
public final class SteppedWriter {

    private static final Duration BUMP_LIMIT = Duration.ofMillis(50);

    private final Partitions partitions;
    private final Freshness freshness;
    private final SteppedLeases leases;
    private final Acknowledge acknowledge;
    private final Ticker ticker;
    private final UnaryOperator<ChangeSet> keeping;
    private final Silence silence;
    private final DirectReaders directReaders;
    private final Deque<Retries.Waiting> retries = new ArrayDeque<>();

    /** The way of writes of one instance. */
    public SteppedWriter(
            Partitions partitions,
            Freshness freshness,
            SteppedLeases leases,
            Acknowledge acknowledge,
            Silence silence,
            UnaryOperator<ChangeSet> keeping,
            Ticker ticker) {
        this.partitions = partitions;
        this.freshness = freshness;
        this.leases = leases;
        this.acknowledge = acknowledge;
        this.silence = silence;
        this.directReaders = new DirectReaders(DirectReader.lease(freshness.bound()), ticker);
        this.keeping = keeping;
        this.ticker = ticker;
    }

    /** {@link Invalidations#made}. */
    public Waiting made(ChangeSet change) {
        ChangeSet kept;
        try {
            kept = keeping.apply(change);
        } catch (RuntimeException e) {
            Waiting waiting = committed(change);
            waiting.isKept = false;
            retries.add(new Retries.Waiting(change, Set.of()));
            return waiting;
        }
        return committed(kept);
    }

    /** {@link Invalidations#committed}. */
    public Waiting committed(ChangeSet change) {
        long committed = ticker.nanos();
        long directUntil = committed + directReaders.leasesAfter(change).toNanos();
        Map<Integer, Bumped> bumped = new TreeMap<>();
        Throwable failure = bump(change, committed, bumped);
        Waiting waiting = new Waiting(failure == null);
        if (failure == null) {
            awaitFleet(waiting, bumped, committed);
            waitUntil(waiting, directUntil);
        } else {
            delayed(waiting, change, failure, committed, directUntil, bumped);
        }
        return waiting;
    }

    private @Nullable Throwable bump(ChangeSet change, long committed, Map<Integer, Bumped> bumped) {
        Map<Integer, ChangeSet> split = partitions.split(change);
        long until = ticker.nanos() + BUMP_LIMIT.toNanos();
        Throwable failure = null;
        for (Map.Entry<Integer, ChangeSet> one : split.entrySet()) {
            int partition = one.getKey();
            try {
                Bumped answer = bumpParts(partition, one.getValue(), committed);
                if (ticker.nanos() - until > 0) {
                    throw new TimeoutException();
                }
                freshness.made(partition, answer, one.getValue().hashes());
                bumped.put(partition, answer);
            } catch (CompletionException e) {
                failure = failure == null ? Objects.requireNonNull(e.getCause()) : failure;
            } catch (TimeoutException e) {
                failure = failure == null ? e : failure;
            }
        }
        return failure;
    }

    private Bumped bumpParts(int partition, ChangeSet change, long committed) {
        Bumped last = new Bumped(0, 0, false);
        for (ChangeSet part : change.parts(Sequencer.MOST_TAGS)) {
            last = partitions
                    .get(partition)
                    .bump(part, (ticker.nanos() - committed) / 1_000)
                    .toCompletableFuture()
                    .join();
        }
        return last;
    }

    private void awaitFleet(Waiting waiting, Map<Integer, Bumped> bumped, long committed) {
        Map<Integer, Long> awaited = new TreeMap<>();
        bumped.forEach((partition, answer) -> {
            if (answer.others() != 0) {
                awaited.put(partition, answer.seq());
            }
        });
        if (acknowledge == Acknowledge.FLEET && !awaited.isEmpty()) {
            waiting.then(new FleetWait(awaited, committed + freshness.bound().toNanos()));
        }
    }

    private void waitUntil(Waiting waiting, long nanos) {
        if (acknowledge == Acknowledge.FLEET) {
            waiting.then(() -> ticker.nanos() - nanos >= 0);
        }
    }

    private void delayed(
            Waiting waiting,
            ChangeSet change,
            Throwable why,
            long committed,
            long directUntil,
            Map<Integer, Bumped> bumped) {
        Set<Integer> failed = new TreeSet<>(partitions.split(change).keySet());
        failed.removeAll(bumped.keySet());
        if (change.transaction().isRecorded()) {
            failed.forEach(freshness::distrust);
        } else {
            failed.forEach(freshness::suspend);
            retries.add(new Retries.Waiting(change, failed));
        }
        if (acknowledge == Acknowledge.FLEET) {
            boolean answers = why instanceof UncertifiedException;
            long from = answers ? committed : lastCertificate(committed, failed);
            waitUntil(waiting, from + freshness.bound().toNanos());
            waitUntil(waiting, directUntil);
            awaitFleet(waiting, bumped, committed);
        }
    }

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

    /** Tries the oldest change again that could not be made effective and that no outbox keeps. */
    public void retry() {
        Retries.Waiting waiting = retries.peek();
        if (waiting != null && tryAgain(waiting)) {
            retries.remove(waiting);
        }
    }

    private boolean tryAgain(Retries.Waiting waiting) {
        try {
            ChangeSet kept = keeping.apply(waiting.change());
            if (bump(kept, ticker.nanos(), new TreeMap<>()) != null) {
                return false;
            }
            waiting.suspended().forEach(freshness::resolve);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** How many changes wait to be tried again. */
    public int retries() {
        return retries.size();
    }

    /** A writer to whom control has not returned yet. */
    public static final class Waiting {

        private final Deque<BooleanSupplier> conditions = new ArrayDeque<>();
        private final boolean isBumped;
        private boolean isKept = true;

        private Waiting(boolean isBumped) {
            this.isBumped = isBumped;
        }

        private void then(BooleanSupplier condition) {
            conditions.add(condition);
        }

        /** Whether the shared tier has said that it has every bump. */
        public boolean isBumped() {
            return isBumped;
        }

        /** Whether the outbox had the change before it was bumped. */
        public boolean isKept() {
            return isKept;
        }

        /** Whether control returns now. */
        public boolean isOver() {
            while (!conditions.isEmpty()) {
                if (!conditions.peek().getAsBoolean()) {
                    return false;
                }
                conditions.remove();
            }
            return true;
        }
    }

    /** Until the fleet has applied bumps, or an instant; begun when it is first asked. */
    private final class FleetWait implements BooleanSupplier {

        private final Map<Integer, Long> seqs;
        private final long until;
        private @Nullable Awaited awaited;

        FleetWait(Map<Integer, Long> seqs, long until) {
            this.seqs = seqs;
            this.until = until;
        }

        @Override
        public boolean getAsBoolean() {
            if (awaited == null) {
                awaited = leases.await(seqs);
            }
            boolean over = awaited.isOver() || ticker.nanos() - until >= 0;
            if (over) {
                awaited.end();
            }
            return over;
        }
    }
}
