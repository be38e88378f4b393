package io.freshet.testkit.contract;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.UncertifiedException;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One partition's sequence on a {@link FlawedServer}: numbers, notes, lineages and certificates. */
final class FlawedPartition {

    private static final int TAG_LIMIT = 2_000;

    final FlawedServer server;
    FlawedState state;
    private final int index;
    private TransactionId lastBumped = TransactionId.none();
    private boolean isHeadRead;
    private int bumpsMade;

    FlawedPartition(FlawedServer server, FlawedState state, int index) {
        this.server = server;
        this.state = state;
        this.index = index;
    }

    boolean is(Breach one) {
        return server.is(one);
    }

    boolean isCertified() {
        return state.isCertified(server.breach);
    }

    /** @param relay what its head told; null for a writer */
    Bumped bump(FlawedRemote writer, String self, ChangeSet change, long ageMicros, @Nullable Head relay) {
        String serverId = relay == null ? "" : relay.serverId();
        if (change.tags().size() > Sequencer.MOST_TAGS && !is(Breach.TOO_MANY_TAGS_ACCEPTED)) {
            throw new IllegalArgumentException("Too many tags");
        }
        if (!is(Breach.BUMP_WITHOUT_SEQUENCE) && !state.isBegun() || isRefused(serverId)) {
            throw new UncertifiedException("No sequence");
        }
        int others = new FlawedMembers(this).others(self);
        TransactionId noted = noted(change.transaction());
        boolean isOverlooked = is(Breach.NOTED_TRANSACTION_RAISES_AGAIN)
                || is(Breach.TRANSACTION_NOTED_LATE) && noted.equals(lastBumped);
        boolean isOvertaken =
                relay != null && relay.counter() != state.counter && !is(Breach.OVERTAKEN_RELAY_RAISES_AGAIN);
        if (isOvertaken || isNoted(noted) && !isOverlooked) {
            return again(writer, change, others);
        }
        note(noted);
        lastBumped = noted;
        long seq = next();
        long[] tags = change.hashes();
        raise(raised(tags), seq);
        server.nudged(
                writer, index, new Nudge(seq, nudged(tags), committed(ageMicros), told(others), named(self, serverId)));
        return new Bumped(seq, others, true);
    }

    private boolean isRefused(String serverId) {
        if (serverId.isEmpty()) {
            boolean isTaken =
                    is(Breach.WRITER_NEEDS_NO_CERTIFICATE) || is(Breach.BUMP_WITHOUT_SEQUENCE) && !state.isBegun();
            return !isCertified() && !isTaken;
        }
        boolean isTaken =
                is(Breach.RELAY_BUMPS_ANYWHERE) || isCertified() && is(Breach.RELAY_BUMPS_WHERE_IT_IS_CERTIFIED);
        return !isTaken && !serverId.equals(state.serverId) || !isCertified() && is(Breach.RELAY_NEEDS_A_CERTIFICATE);
    }

    private Bumped again(FlawedRemote writer, ChangeSet change, int others) {
        if (is(Breach.NUDGE_OF_A_NOTED_TRANSACTION)) {
            server.nudged(writer, index, new Nudge(state.top, change.hashes(), -1, others, ""));
        }
        long seq = is(Breach.NOTED_TRANSACTION_ANSWERED_WITH_A_NEW_NUMBER) ? state.top + 1 : state.top;
        return new Bumped(seq, is(Breach.NOTED_TRANSACTION_TELLS_NO_OTHERS) ? 0 : others, false);
    }

    private TransactionId noted(TransactionId transaction) {
        return is(Breach.ROWS_NOT_NOTED) ? new TransactionId(transaction.id(), 0) : transaction;
    }

    private boolean isNoted(TransactionId transaction) {
        return is(Breach.NOTES_OF_ALL_PARTITIONS)
                ? server.partitions.stream().anyMatch(other -> other.state.notes.contains(transaction))
                : state.notes.contains(transaction);
    }

    private void note(TransactionId transaction) {
        boolean isMeant = transaction.isRecorded() || is(Breach.WHAT_NO_OUTBOX_HOLDS_NOTED);
        if (isMeant && !is(Breach.TRANSACTION_NOT_NOTED)) {
            state.notes.add(transaction);
        }
    }

    private long next() {
        bumpsMade++;
        long step = is(Breach.BUMP_SKIPS_A_NUMBER) ? 2 : is(Breach.NUMBER_GIVEN_TWICE) && bumpsMade % 50 == 0 ? 0 : 1;
        state.top += step;
        if (is(Breach.NUMBERS_OF_FOURTEEN_DIGITS)) {
            state.top = new BigDecimal(state.top).round(new MathContext(14)).longValue();
        }
        return state.top;
    }

    private void raise(long[] tags, long seq) {
        FlawedState raised = state;
        Runnable raise = () -> {
            for (long tag : tags) {
                raised.bumps.merge(tag, seq, is(Breach.VALIDATE_TELLS_THE_FIRST_BUMP) ? Math::min : Math::max);
                raised.log.add(new Bump(tag, seq));
            }
        };
        if (is(Breach.BUMP_ANSWERED_BEFORE_IT_IS_MADE)) {
            state.delayed.run();
            state.delayed = raise;
        } else {
            raise.run();
        }
    }

    private long[] raised(long[] tags) {
        long[] raised = LongStream.of(tags)
                .map(tag -> is(Breach.HASHES_AS_DOUBLES) ? (long) (double) tag : tag)
                .toArray();
        if (is(Breach.BUMP_LEAVES_OUT_A_TAG) && raised.length > 1) {
            return Arrays.copyOf(raised, raised.length - 1);
        }
        return is(Breach.BUMP_CUT) ? Arrays.copyOf(raised, Math.min(raised.length, 950)) : raised;
    }

    private long[] nudged(long[] tags) {
        if (is(Breach.NUDGE_OF_ONE_TAG)) {
            return Arrays.copyOf(tags, 1);
        }
        return is(Breach.NUDGE_CUT) ? Arrays.copyOf(tags, Math.min(tags.length, 500)) : tags;
    }

    private int told(int others) {
        return is(Breach.NUDGE_TELLS_NO_OTHERS) ? 0 : others;
    }

    private String named(String self, String serverId) {
        boolean isNameless =
                !serverId.isEmpty() && !is(Breach.NUDGE_OF_A_RELAY_NAMES_IT) || is(Breach.NUDGE_NAMES_NOBODY);
        return isNameless ? "" : self;
    }

    private long committed(long ageMicros) {
        if (ageMicros < 0 && !is(Breach.NUDGE_INVENTS_AN_AGE)) {
            return -1;
        }
        return server.micros() - (is(Breach.NUDGE_IGNORES_THE_AGE) ? 0 : Math.max(0, ageMicros));
    }

    long[] validate(long[] tags) {
        if (!isCertified() && !is(Breach.VALIDATE_WITHOUT_CERTIFICATE)) {
            return new long[0];
        }
        long floor = is(Breach.VALIDATE_BELOW_THE_FLOOR) ? 0 : state.floor;
        LongStream seqs = LongStream.of(tags)
                .limit(is(Breach.VALIDATE_CUT) ? 8_000 : tags.length)
                .map(tag -> Math.max(floor, state.bumps.getOrDefault(tag, 0L)));
        return (is(Breach.VALIDATE_OUT_OF_ORDER) ? seqs.sorted() : seqs).toArray();
    }

    Head head() {
        isHeadRead = true;
        return new Head(isCertified(), state.counter, state.serverId, state.lineage, state.top, state.snapshot);
    }

    Set<TransactionId> done(Collection<TransactionId> asked, String serverId) {
        if (!serverId.equals(state.serverId) && !is(Breach.DONE_ASKED_ANYWHERE)) {
            throw new UncertifiedException("Another server");
        }
        if (asked.isEmpty() && is(Breach.DONE_OF_NONE_FAILS)) {
            throw new RemoteException("wrong number of arguments");
        }
        Set<TransactionId> found = asked.stream()
                .limit(is(Breach.DONE_CUT) ? 1_000 : asked.size())
                .collect(Collectors.toCollection(HashSet::new));
        found.removeIf(transaction -> !isNoted(noted(transaction)));
        return found;
    }

    void recover(long lineage, boolean replay) {
        boolean isPresent = lineage == state.lineage;
        if (isPresent && is(Breach.SECOND_RECOVERY_FORGETS)) {
            state.bumps.clear();
        }
        boolean isLater = lineage > state.lineage
                || isPresent && is(Breach.PRESENT_LINEAGE_BEGUN_AGAIN)
                || lineage < state.lineage && is(Breach.EARLIER_LINEAGE_BEGUN);
        if (isLater) {
            begin(lineage, replay);
        }
    }

    private void begin(long lineage, boolean replay) {
        boolean wasBegun = state.isBegun();
        long former = state.lineage;
        state.lineage = lineage;
        if (!wasBegun || !is(Breach.RECOVERY_DOES_NOT_JUMP)) {
            state.top = Math.max(state.top, Sequencer.firstOf(lineage));
        }
        if (!is(Breach.RECOVERY_KEEPS_THE_CERTIFICATE)) {
            state.certificate = "";
        }
        if (!is(Breach.NOTES_KEPT_OVER_LINEAGES)) {
            state.notes = new HashSet<>();
        }
        state.members.clear();
        state.begunMillis = server.millis();
        state.longestLease = is(Breach.LONGEST_LEASE_FORGOTTEN) ? 0 : state.longestLease;
        state.counter = is(Breach.COUNTER_SET_BACK) ? 0 : state.counter;
        if (replay && wasBegun && !state.snapshot.isEmpty()) {
            state.ancestors.add(former);
        } else if (!is(Breach.ANCESTORS_KEPT_WITHOUT_REPLAY)) {
            state.ancestors.clear();
        }
        beginFloor(replay, wasBegun);
    }

    private void beginFloor(boolean replay, boolean wasBegun) {
        boolean isReplayed = replay && wasBegun && !state.snapshot.isEmpty();
        if (isReplayed && is(Breach.BUMPS_FORGOTTEN_ALTHOUGH_REPLAYED)) {
            state.bumps.clear();
        }
        if (!isReplayed && !is(Breach.SNAPSHOT_KEPT_WITHOUT_REPLAY)) {
            state.snapshot = "";
        }
        boolean isForgotten = !replay && is(Breach.FLOOR_NOT_RAISED_WITHOUT_REPLAY)
                || replay && wasBegun && is(Breach.FLOOR_NOT_RAISED_WITHOUT_SNAPSHOT)
                || !wasBegun && is(Breach.FLOOR_NOT_RAISED_WHEN_EMPTY);
        if (!isReplayed && !isForgotten || is(Breach.FLOOR_RAISED_ALTHOUGH_REPLAYED)) {
            state.floor = state.top;
        }
    }

    boolean certify(Certificate claim) {
        boolean holds = (state.isBegun() || is(Breach.CLAIM_WITHOUT_SEQUENCE))
                && holdsCounter(claim.counter())
                && (claim.serverId().equals(state.serverId) || is(Breach.CLAIM_FOR_ANY_SERVER))
                && holdsLineage(claim.lineage())
                && (claim.top() == state.top || !is(Breach.CLAIM_REFUSED_AFTER_BUMPS));
        isHeadRead = false;
        if (holds) {
            grant(claim);
        }
        return holds;
    }

    private boolean holdsCounter(long counter) {
        return counter == state.counter
                || is(Breach.CLAIM_WITH_ANY_COUNTER)
                || counter == state.counter - 1 && is(Breach.CLAIM_OF_THE_LAST_COUNTER)
                || counter == state.counter - 1 && !isHeadRead && is(Breach.BOTH_CLAIMS_GRANTED);
    }

    private boolean holdsLineage(long lineage) {
        return lineage == state.lineage
                || is(Breach.CLAIM_FOR_ANY_LINEAGE)
                || lineage == state.lineage - 1 && is(Breach.CLAIM_OF_THE_LAST_LINEAGE);
    }

    private void grant(Certificate claim) {
        state.counter += is(Breach.COUNTER_STANDS_STILL) ? 0 : 1;
        state.snapshot = is(Breach.SNAPSHOT_NOT_KEPT) ? "" : claim.snapshot();
        state.snapshotSeq = is(Breach.SNAPSHOT_NUMBER_IS_THE_TOP) ? state.top : claim.top();
        state.certificate = state.serverId;
        long oldest = claim.oldestRunning() + (is(Breach.NOTES_FORGOTTEN_EARLY) ? 1 : 0);
        state.notes.removeIf(note -> note.id() < oldest && !is(Breach.NOTES_NEVER_FORGOTTEN));
        trim();
    }

    private void trim() {
        int excess = state.bumps.size() - TAG_LIMIT;
        if (excess <= 0) {
            return;
        }
        List<Long> seqs =
                state.bumps.values().stream().sorted(Comparator.naturalOrder()).toList();
        long cut = seqs.get(excess - 1);
        if (cut < state.top) {
            state.bumps.values().removeIf(seq -> seq <= cut);
            long floor = is(Breach.TRIMMED_BELOW_WHAT_IT_FORGETS) ? cut - 1 : cut;
            floor = is(Breach.TRIMMING_RAISES_THE_FLOOR_ABOVE_THE_TOP) ? state.top + 1 : floor;
            state.floor = is(Breach.TRIMMED_WITHOUT_FLOOR) ? state.floor : Math.max(state.floor, floor);
        }
    }
}
