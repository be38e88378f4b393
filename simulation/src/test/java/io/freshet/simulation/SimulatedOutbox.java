package io.freshet.simulation;

import io.freshet.change.ChangeSet;
import io.freshet.relay.Outbox;
import io.freshet.relay.OutboxException;

/** The outbox as one instance sees it: anything may happen before a call gets there and before its answer is back. */
final class SimulatedOutbox implements Outbox {

    private final SimulatedFleet fleet;
    private final SimulatedInstance instance;
    private final SimulatedDatabase database;

    SimulatedOutbox(SimulatedFleet fleet, SimulatedInstance instance) {
        this.fleet = fleet;
        this.instance = instance;
        this.database = fleet.database();
    }

    /** Nothing happens after the count: a relay that stops between the count and its snapshot is a known limit (decision 1). */
    @Override
    public Batch beginCycle(String sinceSnapshot) {
        fleet.interlude(instance);
        database.beginCycle();
        return read(sinceSnapshot);
    }

    @Override
    public long cycles() {
        long count = database.cycles();
        fleet.interlude(instance);
        return count;
    }

    @Override
    public Batch read(String sinceSnapshot) {
        Batch batch = database.batch(sinceSnapshot);
        fleet.interlude(instance);
        return batch;
    }

    @Override
    public Batch readDirectly(String sinceSnapshot) {
        fleet.interlude(instance);
        database.beginDirectRead();
        fleet.interlude(instance);
        if (!database.reachesBackTo(sinceSnapshot)) {
            throw new OutboxException("The outbox does not reach back", new IllegalStateException());
        }
        Batch batch = database.batch(sinceSnapshot);
        fleet.interlude(instance);
        return batch;
    }

    @Override
    public long directReads() {
        return database.directReads();
    }

    @Override
    public boolean keepsChanges() {
        return true;
    }

    @Override
    public ChangeSet keep(ChangeSet change) {
        fleet.interlude(instance);
        ChangeSet kept = database.keep(
                change,
                fleet.madeByHand(change.cause()),
                fleet.now(),
                instance.clock().nanos());
        fleet.interlude(instance);
        return kept;
    }

    @Override
    public boolean reachesBackTo(String snapshot) {
        boolean reaches = database.reachesBackTo(snapshot);
        fleet.interlude(instance);
        return reaches;
    }

    @Override
    public long nextLineage(long above) {
        fleet.interlude(instance);
        long lineage = database.nextLineage(above);
        fleet.interlude(instance);
        return lineage;
    }

    @Override
    public void trim(String certifiedSnapshot) {
        if (fleet.settings().has(Fault.TRIM_OUTBOX)) {
            fleet.interlude(instance);
            database.trim(certifiedSnapshot);
        }
    }

    @Override
    public String description() {
        return "simulated";
    }

    @Override
    public void close() {
        // nothing is open
    }
}
