package io.freshet.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A shared tier inside one process, for an application that has no Redis and runs once, and for tests: several instances may share it.
 * It follows the same rules as the one in Redis; the compatibility kit holds both to them. Thread-safe; never blocks for long.
 */
public final class InProcessRemote implements Remote {

    private static final int MOST_ENTRIES = 100_000;

    private final Memory memory = new Memory();
    private final Sequence sequence;

    /** Empty. */
    public InProcessRemote() {
        this(System::nanoTime);
    }

    /**
     * Empty, with a clock of its own.
     *
     * @param nanos a monotonic clock, by which members expire
     */
    public InProcessRemote(LongSupplier nanos) {
        sequence = new Sequence(nanos);
    }

    @Override
    public EntryStore entries() {
        return memory;
    }

    @Override
    public Sequencer sequencer() {
        return sequence;
    }

    @Override
    public String description() {
        return "in process";
    }

    /** Forgets everything, as a server does that is restarted without its data. */
    public void wipe() {
        memory.entries.invalidateAll();
        sequence.wipe();
    }

    @Override
    public void close() {
        // holds nothing that must be released
    }

    private static <T> CompletionStage<T> answering(Supplier<T> answer) {
        try {
            return CompletableFuture.completedFuture(answer.get());
        } catch (RemoteException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static final class Memory implements EntryStore {

        private final Cache<String, Timed> entries = Caffeine.newBuilder()
                .maximumSize(MOST_ENTRIES)
                .expireAfter(Expiry.<String, Timed>creating((key, timed) -> timed.timeToLive()))
                .build();

        @Override
        public CompletionStage<byte @Nullable []> get(String key) {
            Timed found = entries.getIfPresent(key);
            return CompletableFuture.completedFuture(found == null ? null : found.bytes());
        }

        @Override
        public CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive) {
            entries.put(key, new Timed(bytes, timeToLive));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable Void> remove(String key) {
            entries.invalidate(key);
            return CompletableFuture.completedFuture(null);
        }

        private record Timed(byte[] bytes, Duration timeToLive) {}
    }

    private static final class Sequence implements Sequencer {

        private final List<Consumer<Nudge>> listeners = new CopyOnWriteArrayList<>();
        private final Map<Long, Long> bumps = new HashMap<>();
        private final Map<String, Member> members = new HashMap<>();
        private final Set<TransactionId> transactions = new HashSet<>();
        private final LongSupplier nanos;
        private String serverId = "1";
        private String certificate = "";
        private String snapshot = "";
        private long lineage;
        private long counter;
        private long floor;
        private long top;

        Sequence(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public CompletionStage<Bumped> bump(ChangeSet change) {
            return answering(() -> {
                Nudge nudge = raise(change);
                listeners.forEach(listener -> listener.accept(nudge));
                return new Bumped(nudge.seq(), otherMembers());
            });
        }

        private synchronized Nudge raise(ChangeSet change) {
            if (top == 0) {
                throw new UncertifiedException("bump: no sequence yet");
            }
            top++;
            long[] tags = change.tags().stream().mapToLong(Tag::hash).toArray();
            for (long tag : tags) {
                bumps.put(tag, top);
            }
            if (change.transaction().isRecorded()) {
                transactions.add(change.transaction());
            }
            return new Nudge(top, tags);
        }

        private synchronized int otherMembers() {
            dropExpiredMembers();
            return Math.max(0, members.size() - 1);
        }

        private void dropExpiredMembers() {
            long now = nanos.getAsLong();
            members.values().removeIf(member -> now - member.expiresNanos() >= 0);
        }

        @Override
        public CompletionStage<Poll> poll(PollRequest request) {
            return answering(() -> answer(request));
        }

        private synchronized Poll answer(PollRequest request) {
            boolean certified = isCertified();
            if (certified) {
                long expires = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(request.leaseMillis());
                members.put(request.instance(), new Member(request.since(), expires));
            }
            List<Bump> news = new ArrayList<>();
            bumps.forEach((tag, seq) -> {
                if (seq > request.since()) {
                    news.add(new Bump(tag, seq));
                }
            });
            news.sort(Comparator.comparingLong(Bump::seq));
            return new Poll(certified, lineage, counter, floor, top, news, false, fleet(request.instance()));
        }

        private long fleet(String asking) {
            dropExpiredMembers();
            return members.entrySet().stream()
                    .filter(member -> !member.getKey().equals(asking))
                    .mapToLong(member -> member.getValue().applied())
                    .min()
                    .orElse(top);
        }

        private boolean isCertified() {
            return top > 0 && certificate.equals(serverId) && Sequencer.lineageOf(top) == lineage;
        }

        @Override
        public CompletionStage<long[]> validate(long[] tags) {
            return answering(() -> validated(tags));
        }

        private synchronized long[] validated(long[] tags) {
            long[] seqs = new long[isCertified() ? tags.length : 0];
            for (int i = 0; i < seqs.length; i++) {
                seqs[i] = Math.max(floor, bumps.getOrDefault(tags[i], 0L));
            }
            return seqs;
        }

        @Override
        public CompletionStage<Head> head() {
            return answering(this::present);
        }

        private synchronized Head present() {
            return new Head(isCertified(), counter, serverId, lineage, top, snapshot);
        }

        @Override
        public CompletionStage<@Nullable Void> recover(long newLineage, boolean replay) {
            begin(newLineage, replay);
            return CompletableFuture.completedFuture(null);
        }

        private synchronized void begin(long newLineage, boolean replay) {
            if (newLineage <= lineage) {
                return;
            }
            lineage = newLineage;
            top = Math.max(top, Sequencer.firstOf(newLineage));
            certificate = "";
            transactions.clear();
            members.clear();
            if (!replay || snapshot.isEmpty()) {
                snapshot = "";
                floor = Sequencer.firstOf(newLineage);
            }
        }

        @Override
        public synchronized CompletionStage<Set<TransactionId>> done(Collection<TransactionId> asked) {
            Set<TransactionId> found = new HashSet<>(asked);
            found.retainAll(transactions);
            return CompletableFuture.completedFuture(found);
        }

        @Override
        public CompletionStage<Boolean> certify(Certificate claim) {
            return answering(() -> claimed(claim));
        }

        private synchronized boolean claimed(Certificate claim) {
            boolean holds = claim.counter() == counter
                    && claim.serverId().equals(serverId)
                    && claim.lineage() == lineage
                    && top > 0;
            if (holds) {
                counter++;
                snapshot = claim.snapshot();
                certificate = serverId;
                transactions.removeIf(transaction -> transaction.id() < claim.oldestRunning());
            }
            return holds;
        }

        @Override
        public void onNudge(Consumer<Nudge> listener) {
            listeners.add(listener);
        }

        private record Member(long applied, long expiresNanos) {}

        synchronized void wipe() {
            bumps.clear();
            members.clear();
            transactions.clear();
            serverId = serverId + "'";
            certificate = "";
            snapshot = "";
            lineage = 0;
            counter = 0;
            floor = 0;
            top = 0;
        }
    }
}
