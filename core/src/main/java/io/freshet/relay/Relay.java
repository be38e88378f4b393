package io.freshet.relay;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Ticker;
import io.freshet.relay.Outbox.Batch;
import io.freshet.remote.Partitions;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;

/**
 * One cycle of the relay: makes committed tags effective that no writer has, and certifies that none is missing.
 *
 * <h2>Why a certificate can be trusted</h2>
 *
 * The cycle reads the counter first, then takes a database snapshot, then bumps every transaction that the snapshot shows and the last
 * certified one does not, and only then claims the next counter, which fails if anybody else claimed it meanwhile. So whoever sees the new
 * counter knows that every commit before that snapshot has been bumped. Bumps go to the server that told the counter, and to no other: a
 * connection may change sides in a split brain. Transactions are found by snapshot and never by a growing number,
 * because numbers are given out in another order than commits become visible. Two relays at once, or one that was paused for an hour, are
 * harmless: the late claim fails, and what is bumped late raises nothing. Used by one thread at a time; blocks on the database and on the shared tier.
 *
 * <p>The whole is in {@code docs/concepts/protocol.md}.
 */
public final class Relay {

    private static final int AT_ONCE = 256;

    private final Partitions partitions;
    private final Outbox outbox;
    private final IntToLongFunction knownLineage;
    private final Ticker ticker;
    private final CacheEvents events;
    private final Map<String, Boolean> reached = new HashMap<>();
    private Set<Integer> suspects = Set.of();
    private String certified = "";
    private long previousRead;
    private boolean hasRead;

    /**
     * A relay.
     *
     * @param partitions of the shared tier; all may be certified by one relay, or some by another
     * @param knownLineage the newest lineage of a partition that this instance has seen: an older one in the shared tier is a relapse
     */
    public Relay(
            Partitions partitions, Outbox outbox, IntToLongFunction knownLineage, Ticker ticker, CacheEvents events) {
        this.partitions = partitions;
        this.outbox = outbox;
        this.knownLineage = knownLineage;
        this.ticker = ticker;
        this.events = events;
    }

    /**
     * Runs one cycle.
     *
     * <p>In the model: {@code ReadHead}, {@code BeginCycle}, {@code ReadOutbox}, {@code BumpByRelay}, {@code Certify}, {@code Abort}.
     *
     * @param wanted the partitions to certify
     * @throws OutboxException if the outbox failed
     */
    public Outcome cycle(Set<Integer> wanted) throws InterruptedException {
        FanOut partly = new FanOut(suspects);
        reached.clear();
        reached.put(certified, true); // what this relay certified a moment ago it only asks when it reads
        certified = "";
        Map<Integer, Head> heads =
                partly.each(partly.ask(wanted, partition -> sequencer(partition).head()), this::recovered);
        suspects = partly.failed();
        if (heads.isEmpty()) {
            return new Outcome(Set.of(), partly.failure());
        }
        long began = ticker.nanos();
        Batch snapshot = null;
        Map<Integer, Head> relayed = new TreeMap<>();
        for (String since : snapshots(heads)) {
            // Counted before the snapshot is taken: who finds the count unchanged after a commit knows that this one
            // shows it.
            Batch batch = snapshot == null ? outbox.beginCycle(since) : outbox.read(since);
            snapshot = snapshot == null ? batch : snapshot; // the later ones show all that the first does
            if (batch.reaches()) { // else another relay has trimmed it meanwhile; the next cycle recovers
                relayed.putAll(partly.each(of(heads, since), (partition, head) -> relay(partition, head, batch)));
            }
        }
        hasRead = true;
        previousRead = began;
        Batch shown = Objects.requireNonNull(snapshot);
        Set<Integer> holding = claimed(partly, relayed, shown);
        if (holding.isEmpty()) {
            return new Outcome(holding, partly.failure());
        }
        certified = shown.snapshot();
        Exception failure = trimmed(shown);
        return new Outcome(holding, failure == null ? partly.failure() : failure);
    }

    /** What is certified stays so, whether or not the outbox can be trimmed. */
    private @Nullable Exception trimmed(Batch shown) {
        try {
            outbox.trim(shown.snapshot());
            return null;
        } catch (OutboxException e) {
            return e;
        }
    }

    private static Set<String> snapshots(Map<Integer, Head> heads) {
        return heads.values().stream().map(Head::snapshot).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<Integer, Head> of(Map<Integer, Head> heads, String snapshot) {
        Map<Integer, Head> some = new TreeMap<>(heads);
        some.values().removeIf(head -> !head.snapshot().equals(snapshot));
        return some;
    }

    private Set<Integer> claimed(FanOut partly, Map<Integer, Head> relayed, Batch batch) throws InterruptedException {
        Map<Integer, Boolean> claims = partly.ask(relayed.keySet(), partition -> {
            Head head = Objects.requireNonNull(relayed.get(partition));
            return sequencer(partition)
                    .certify(new Certificate(
                            head.counter(),
                            head.serverId(),
                            head.lineage(),
                            head.top(),
                            batch.snapshot(),
                            batch.oldestRunning()));
        });
        claims.values().removeIf(holds -> !holds);
        return claims.keySet();
    }

    /** In the model: {@code Recover}, {@code ReadHeadAgain}. */
    private Head recovered(int partition, Head head) throws ExecutionException, TimeoutException, InterruptedException {
        long known = knownLineage.applyAsLong(partition);
        boolean reaches = !head.snapshot().isEmpty() && reached.computeIfAbsent(head.snapshot(), outbox::reachesBackTo);
        if (head.certified() && reaches && head.lineage() >= known) {
            return head;
        }
        boolean replay = reaches && outbox.keepsChanges();
        long newest = Math.max(head.lineage(), Sequencer.lineageOf(head.top()));
        long lineage = outbox.nextLineage(Math.max(newest, known));
        FanOut.<@Nullable Void>await(sequencer(partition).recover(lineage, replay));
        events.publish(new CacheEvent.Recovered(lineage, replay));
        Head after = FanOut.await(sequencer(partition).head());
        if (after.lineage() < lineage || !after.serverId().equals(head.serverId())) {
            throw new ExecutionException(new RemoteException("Another server answers than the one that was recovered"));
        }
        return after;
    }

    /** In the model: {@code BumpByRelay}. */
    private Head relay(int partition, Head head, Batch batch)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ChangeSet> mine = batch.changes().stream()
                .map(change -> partitions.split(change).get(partition))
                .filter(Objects::nonNull)
                .toList();
        Set<TransactionId> done = FanOut.await(sequencer(partition)
                .done(mine.stream().map(ChangeSet::transaction).toList(), head.serverId()));
        List<ChangeSet> missing = mine.stream()
                .filter(change -> !done.contains(change.transaction()))
                .toList();
        for (int from = 0; from < missing.size(); from += AT_ONCE) {
            List<ChangeSet> some = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
            bump(partition, some, head);
        }
        return head;
    }

    private void bump(int partition, List<ChangeSet> changes, Head head)
            throws ExecutionException, TimeoutException, InterruptedException {
        long ageMicros = hasRead ? TimeUnit.NANOSECONDS.toMicros(ticker.nanos() - previousRead) : -1;
        List<CompletionStage<Bumped>> sent = new ArrayList<>();
        for (ChangeSet change : changes) {
            List<ChangeSet> parts = change.parts(Sequencer.MOST_TAGS);
            for (ChangeSet part : parts.subList(0, parts.size() - 1)) {
                FanOut.await(sequencer(partition)
                        .relay(part, ageMicros, head)); // before the last, which notes the transaction as done
            }
            sent.add(sequencer(partition).relay(parts.get(parts.size() - 1), ageMicros, head));
        }
        List<Bumped> bumped = FanOut.awaitAll(sent);
        for (int i = 0; i < bumped.size(); i++) {
            if (bumped.get(i).isNew()) {
                events.publish(
                        new CacheEvent.Relayed(changes.get(i), bumped.get(i).seq()));
            }
        }
    }

    private Sequencer sequencer(int partition) {
        return partitions.get(partition);
    }

    /**
     * What a cycle did.
     *
     * @param certified the partitions that it certified; for another one it failed, or another relay was quicker
     * @param failure what the first partition that failed said; null if none did
     */
    public record Outcome(Set<Integer> certified, @Nullable Exception failure) {}
}
