package io.freshet.testkit.contract;

import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@link FlawedServer} holds of a partition. */
final class FlawedState {

    Map<Long, Long> bumps = new HashMap<>();
    List<Sequencer.Bump> log = new ArrayList<>();
    Map<String, Member> members = new HashMap<>();
    Set<TransactionId> notes = new HashSet<>();
    Runnable delayed = () -> {};
    String serverId;
    String certificate = "";
    String snapshot = "";
    long snapshotSeq;
    long lineage;
    List<Long> ancestors = new ArrayList<>();
    long begunMillis;
    long longestLease;
    long counter;
    long floor;
    long top;

    FlawedState(String serverId) {
        this.serverId = serverId;
    }

    boolean isBegun() {
        return top > 0;
    }

    boolean isCertified(Breach breach) {
        boolean isThisServer =
                breach == Breach.SERVER_ID_NOT_CHECKED ? !certificate.isEmpty() : certificate.equals(serverId);
        boolean isOfLineage = Sequencer.lineageOf(top) == lineage || breach == Breach.RECOVERY_DOES_NOT_JUMP;
        boolean isWhole = isBegun() && lineage > 0 && isThisServer && isOfLineage;
        return isWhole
                || breach == Breach.CERTIFIED_WITHOUT_SEQUENCE && !isBegun()
                || breach == Breach.CERTIFIED_AFTER_LOSS && !isBegun() && counter > 0
                || breach == Breach.CERTIFIED_BETWEEN_RECOVERY_AND_CERTIFICATE && isBegun();
    }

    void surviveLoss(Breach breach, FlawedState before) {
        if (breach == Breach.CERTIFIED_AFTER_LOSS) {
            counter = before.counter;
        }
        if (breach == Breach.SNAPSHOT_OUTLIVES_LOSS) {
            snapshot = before.snapshot;
        }
    }

    FlawedState copy() {
        FlawedState copy = new FlawedState(serverId);
        copy.bumps = new HashMap<>(bumps);
        copy.log = new ArrayList<>(log);
        copy.members = new HashMap<>(members);
        copy.notes = new HashSet<>(notes);
        copy.certificate = certificate;
        copy.snapshot = snapshot;
        copy.snapshotSeq = snapshotSeq;
        copy.lineage = lineage;
        copy.ancestors = new ArrayList<>(ancestors);
        copy.begunMillis = begunMillis;
        copy.longestLease = longestLease;
        copy.counter = counter;
        copy.floor = floor;
        copy.top = top;
        return copy;
    }

    record Member(long applied, long expiresMillis) {}
}
