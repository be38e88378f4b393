package io.freshet.remote;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import org.jspecify.annotations.Nullable;

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

/** One partition of a sequence inside a process: the scripts of the one in Redis, rule by rule. Thread-safe. */
final class InProcessSequencer implements Sequencer {

    private static final int PAGE = 5_000;
    private static final int MOST_ANCESTORS = 32;
    private static final long UNKNOWN_LEASE_MILLIS = 5_000;

    private final List<Consumer<Nudge>> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier nanos;
    private State state = new State();
    private boolean hasServed;

    InProcessSequencer(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private <T> CompletionStage<T> answering(Supplier<T> answer) {
        try {
            synchronized (this) {
                return CompletableFuture.completedFuture(answer.get());
            }
        } catch (RemoteException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }

    /** {@inheritDoc} Redis: {@code bump.lua}. The writer is taken to be no member: who shares this object cannot be told apart. */
    @Override
    public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
        return bump(change, ageMicros, "", null);
    }

    @Override
    public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
        return bump(change, ageMicros, "", head);
    }

    /**
     * The same for somebody who polls under a name.
     *
     * @param relay what the relay's head told; null for a writer
     */
    CompletionStage<Bumped> bump(ChangeSet change, long ageMicros, String writer, @Nullable Head relay) {
        if (change.tags().size() > MOST_TAGS) {
            throw new IllegalArgumentException("A bump raises " + MOST_TAGS + " tags at the most, not "
                    + change.tags().size() + ": bump in parts");
        }
        CompletionStage<Raised> raised = answering(() -> raise(change, ageMicros, writer, relay));
        return raised.thenApply(done -> {
            if (done.nudge() != null) {
                Nudge nudge = done.nudge();
                listeners.forEach(listener -> listener.accept(nudge));
            }
            return done.bumped();
        });
    }

    private Raised raise(ChangeSet change, long ageMicros, String writer, @Nullable Head relay) {
        if (relay == null && !state.isCertified()) {
            throw new UncertifiedException(
                    "BUMP failed: the sequence is not certified; the relay has to recover it first");
        }
        if (relay != null) {
            requireServer("BUMP", relay.serverId());
        }
        if (!state.isBegun() || state.lineage == 0 || state.membersLineage != state.lineage) {
            throw new UncertifiedException("BUMP failed: there is no sequence; the relay has to recover it first");
        }
        int others = state.isCertified() ? members(writer).count() : -1;
        boolean isOvertaken = relay != null && relay.counter() != state.counter;
        if (isOvertaken || state.transactions.contains(change.transaction())) {
            return new Raised(new Bumped(state.top, others, false), null);
        }
        state.top++;
        long[] tags = change.hashes();
        for (long tag : tags) {
            state.bumps.put(tag, state.top);
        }
        if (change.transaction().isRecorded()) {
            state.transactions.add(change.transaction());
        }
        long committed = ageMicros < 0 ? -1 : TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong()) - ageMicros;
        String made = relay == null ? writer : "";
        return new Raised(new Bumped(state.top, others, true), new Nudge(state.top, tags, committed, others, made));
    }

    private void requireServer(String what, String serverId) {
        if (!serverId.equals(state.serverId)) {
            throw new UncertifiedException(
                    what + " failed: another server answers than the one that the relay asked first");
        }
    }

    /** {@inheritDoc} Redis: {@code poll.lua}. */
    @Override
    public CompletionStage<Poll> poll(PollRequest request) {
        return answering(() -> answer(request));
    }

    private Poll answer(PollRequest request) {
        if (!state.isCertified()) {
            return Poll.uncertified(state.lineage);
        }
        state.longestLease = Math.max(state.longestLease, request.leaseMillis());
        if (request.since() >= 0) { // who knows nothing yet has no lease
            state.members.put(request.instance(), new Member(request.since(), ends(request.leaseMillis())));
        }
        List<Bump> news = new ArrayList<>();
        state.bumps.forEach((tag, seq) -> {
            if (seq > request.since()) {
                news.add(new Bump(tag, seq));
            }
        });
        news.sort(Comparator.comparingLong(Bump::seq));
        boolean more = news.size() > PAGE;
        int end = more ? endOfPage(news) : news.size();
        long fleet = request.fleet() ? members(request.instance()).least() : -1;
        return new Poll(
                true,
                state.lineage,
                state.counter,
                state.floor,
                state.top,
                List.copyOf(news.subList(0, end)),
                more,
                fleet,
                state.snapshot,
                state.snapshotSeq,
                TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong()),
                state.ancestors.stream().mapToLong(Long::longValue).toArray());
    }

    /** A page holds all tags of a number or none. */
    private static int endOfPage(List<Bump> news) {
        int end = PAGE;
        while (news.get(end - 1).seq() == news.get(PAGE).seq()) {
            end--;
        }
        return end;
    }

    private long ends(long leaseMillis) {
        return millis() + leaseMillis + leaseMillis / 20 + 50;
    }

    private Others members(String asking) {
        long now = millis();
        state.members.values().removeIf(member -> member.expiresMillis() <= now);
        long longest = state.longestLease == 0 ? UNKNOWN_LEASE_MILLIS : state.longestLease;
        if (state.hasForgottenMembers && now < state.begunMillis + longest + longest / 20 + 50) {
            return new Others(-1, -1); // who held a lease of the lineage before is not known
        }
        int count = 0;
        long least = state.top;
        for (Map.Entry<String, Member> member : state.members.entrySet()) {
            if (!member.getKey().equals(asking)) {
                count++;
                least = Math.min(least, member.getValue().applied());
            }
        }
        return new Others(count, least);
    }

    /** {@inheritDoc} Redis: {@code validate.lua}. */
    @Override
    public CompletionStage<long[]> validate(long[] tags) {
        return answering(() -> {
            long[] seqs = new long[state.isCertified() ? tags.length : 0];
            for (int i = 0; i < seqs.length; i++) {
                seqs[i] = Math.max(state.floor, state.bumps.getOrDefault(tags[i], 0L));
            }
            return seqs;
        });
    }

    /** {@inheritDoc} Redis: {@code head.lua}. */
    @Override
    public CompletionStage<Head> head() {
        return answering(() ->
                new Head(state.isCertified(), state.counter, state.serverId, state.lineage, state.top, state.snapshot));
    }

    /** {@inheritDoc} Redis: {@code recover.lua}. */
    @Override
    public CompletionStage<@Nullable Void> recover(long newLineage, boolean replay) {
        CompletionStage<Boolean> begun = answering(() -> begin(newLineage, replay));
        return begun.thenApply(done -> null);
    }

    private boolean begin(long newLineage, boolean replay) {
        if (newLineage <= state.lineage) {
            return false;
        }
        boolean wasBegun = state.isBegun();
        state.hasForgottenMembers |= wasBegun;
        long former = state.lineage;
        state.lineage = newLineage;
        state.top = Math.max(state.top, Sequencer.firstOf(newLineage));
        state.certificate = "";
        state.transactions.clear();
        state.members.clear();
        state.membersLineage = newLineage;
        state.begunMillis = millis();
        if (!replay || state.snapshot.isEmpty() || !wasBegun) {
            state.snapshot = "";
            state.floor = state.top;
            state.ancestors.clear();
        } else {
            state.ancestors.add(former);
            if (state.ancestors.size() > MOST_ANCESTORS) {
                state.ancestors.remove(0);
            }
        }
        return true;
    }

    /** {@inheritDoc} Redis: {@code done.lua}. */
    @Override
    public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> asked, String serverId) {
        return answering(() -> {
            requireServer("DONE", serverId);
            Set<TransactionId> found = new HashSet<>(asked);
            found.retainAll(state.transactions);
            return found;
        });
    }

    /** {@inheritDoc} Redis: {@code certify.lua}. */
    @Override
    public CompletionStage<Boolean> certify(Certificate claim) {
        return answering(() -> {
            boolean holds = state.isBegun()
                    && claim.counter() == state.counter
                    && claim.serverId().equals(state.serverId)
                    && claim.lineage() == state.lineage;
            if (holds) {
                state.counter++;
                state.snapshot = claim.snapshot();
                state.snapshotSeq = claim.top();
                state.certificate = state.serverId;
                state.transactions.removeIf(transaction -> transaction.id() < claim.oldestRunning());
            }
            return holds;
        });
    }

    @Override
    public void onNudge(Consumer<Nudge> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Nudge> listener) {
        listeners.remove(listener);
    }

    /** What the server holds now, as a replica would that stops following here. */
    synchronized State copy() {
        return state.copy();
    }

    /** Goes on with what another server held. */
    synchronized void become(State other, String serverId) {
        state = other.copy();
        state.serverId = serverId;
        state.hasForgottenMembers = hasServed;
        hasServed = true;
    }

    /** As if the key that holds sequence and bumps were lost; so the others below. */
    synchronized void loseSequence() {
        state.top = 0;
        state.bumps.clear();
        state.hasForgottenMembers = true;
    }

    synchronized void loseHead() {
        state.certificate = "";
        state.snapshot = "";
        state.counter = 0;
        state.floor = 0;
        state.lineage = 0;
        state.snapshotSeq = 0;
    }

    synchronized void loseTransactions() {
        state.transactions.clear();
    }

    synchronized void loseMembers() {
        state.members.clear();
        state.membersLineage = 0;
        state.longestLease = 0;
        state.begunMillis = 0;
    }

    /** Forgets the tags bumped longest ago, so many at the most, as {@code certify.lua} does. */
    synchronized void trim(int most) {
        long cut = state.bumps.values().stream().sorted().limit(most).reduce(0L, Math::max);
        if (cut > 0 && cut < state.top) {
            state.bumps.values().removeIf(seq -> seq <= cut);
            state.floor = Math.max(state.floor, cut);
        }
    }

    private record Member(long applied, long expiresMillis) {}

    private record Others(int count, long least) {}

    private record Raised(Bumped bumped, @Nullable Nudge nudge) {}

    /** What lies in Redis under the keys of a partition. Guarded by the sequencer. */
    static final class State {

        private Map<Long, Long> bumps = new HashMap<>();
        private Map<String, Member> members = new HashMap<>();
        private Set<TransactionId> transactions = new HashSet<>();
        private String serverId = "";
        private String certificate = "";
        private String snapshot = "";
        private long snapshotSeq;
        private long lineage;
        private List<Long> ancestors = new ArrayList<>();
        private long membersLineage;
        private boolean hasForgottenMembers;
        private long begunMillis;
        private long longestLease;
        private long counter;
        private long floor;
        private long top;

        private boolean isBegun() {
            return top > 0;
        }

        private boolean isCertified() {
            return isBegun()
                    && lineage > 0
                    && certificate.equals(serverId)
                    && Sequencer.lineageOf(top) == lineage
                    && membersLineage == lineage;
        }

        private State copy() {
            State copy = new State();
            copy.bumps = new HashMap<>(bumps);
            copy.members = new HashMap<>(members);
            copy.transactions = new HashSet<>(transactions);
            copy.serverId = serverId;
            copy.certificate = certificate;
            copy.snapshot = snapshot;
            copy.snapshotSeq = snapshotSeq;
            copy.lineage = lineage;
            copy.ancestors = new ArrayList<>(ancestors);
            copy.membersLineage = membersLineage;
            copy.hasForgottenMembers = hasForgottenMembers;
            copy.begunMillis = begunMillis;
            copy.longestLease = longestLease;
            copy.counter = counter;
            copy.floor = floor;
            copy.top = top;
            return copy;
        }
    }
}
