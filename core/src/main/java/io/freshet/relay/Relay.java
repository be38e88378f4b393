package io.freshet.relay;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.relay.Outbox.Batch;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * One cycle of the relay: makes committed tags effective that no writer has, and certifies that none is missing.
 *
 * <h2>Why a certificate can be trusted</h2>
 *
 * The cycle reads the counter first, then takes a database snapshot, then bumps every transaction that the snapshot shows and the last
 * certified one does not, and only then claims the next counter, which fails if anybody else claimed it meanwhile. So whoever sees the new
 * counter knows that every commit before that snapshot has been bumped. Transactions are found by snapshot and never by a growing number,
 * because numbers are given out in another order than commits become visible. Two relays at once, or one that was paused for an hour, are
 * harmless: the late claim fails. Used by one thread at a time; blocks on the database and on the shared tier.
 *
 * <p>The whole is in {@code docs/concepts/protocol.md}.
 */
public final class Relay {

    private static final int CHUNK = 1_000;
    private static final long TIMEOUT_MILLIS = 1_000;

    private final Sequencer sequencer;
    private final Outbox outbox;
    private final LongSupplier knownLineage;
    private final CacheEvents events;

    /**
     * A relay.
     *
     * @param knownLineage the newest lineage that this instance has seen: an older one in the shared tier is a relapse
     */
    public Relay(Sequencer sequencer, Outbox outbox, LongSupplier knownLineage, CacheEvents events) {
        this.sequencer = sequencer;
        this.outbox = outbox;
        this.knownLineage = knownLineage;
        this.events = events;
    }

    /**
     * Runs one cycle.
     *
     * @return whether it certified; false if another relay was quicker
     */
    public boolean cycle() throws ExecutionException, TimeoutException, InterruptedException {
        Head head = recovered(await(sequencer.head()));
        outbox.beginCycle(); // before the snapshot: who then finds the count unchanged after a commit knows that this
        // snapshot shows it
        Batch batch = outbox.read(head.snapshot());
        Set<TransactionId> done = await(sequencer.done(
                batch.changes().stream().map(ChangeSet::transaction).toList()));
        for (ChangeSet change : batch.changes()) {
            if (!done.contains(change.transaction())) {
                relay(change);
            }
        }
        boolean certified = await(sequencer.certify(new Certificate(
                head.counter(), head.serverId(), head.lineage(), batch.snapshot(), batch.oldestRunning())));
        if (certified) {
            outbox.trim(batch.snapshot());
        }
        return certified;
    }

    private Head recovered(Head head) throws ExecutionException, TimeoutException, InterruptedException {
        boolean reaches = !head.snapshot().isEmpty() && outbox.reachesBackTo(head.snapshot());
        if (head.certified() && reaches && head.lineage() >= knownLineage.getAsLong()) {
            return head;
        }
        boolean replay = reaches && outbox.keepsChanges();
        long newest = Math.max(head.lineage(), Sequencer.lineageOf(head.top()));
        long lineage = outbox.nextLineage(Math.max(newest, knownLineage.getAsLong()));
        await(sequencer.recover(lineage, replay));
        events.publish(new CacheEvent.Recovered(lineage, replay));
        return await(sequencer.head());
    }

    private void relay(ChangeSet change) throws ExecutionException, TimeoutException, InterruptedException {
        List<Tag> tags = change.tags();
        for (int from = 0; from < tags.size(); from += CHUNK) {
            int to = Math.min(tags.size(), from + CHUNK);
            TransactionId done = to == tags.size() ? change.transaction() : TransactionId.none();
            await(sequencer.bump(new ChangeSet(done, tags.subList(from, to), change.cause())));
        }
        events.publish(new CacheEvent.Relayed(change));
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage)
            throws ExecutionException, TimeoutException, InterruptedException {
        return stage.toCompletableFuture().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
