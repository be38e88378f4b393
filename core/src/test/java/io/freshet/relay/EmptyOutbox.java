package io.freshet.relay;

import io.freshet.change.ChangeSet;

import java.util.List;

/** An outbox with nothing in it: for tests to fill. */
class EmptyOutbox implements Outbox {

    private long lineage;

    @Override
    public Batch beginCycle(String sinceSnapshot) {
        return read(sinceSnapshot);
    }

    @Override
    public long cycles() {
        return 0;
    }

    @Override
    public Batch read(String sinceSnapshot) {
        return new Batch("now", true, 1, 1, List.of());
    }

    @Override
    public Batch readDirectly(String sinceSnapshot) {
        return read(sinceSnapshot);
    }

    @Override
    public long directReads() {
        return 0;
    }

    @Override
    public boolean keepsChanges() {
        return true;
    }

    @Override
    public ChangeSet keep(ChangeSet change) {
        return change;
    }

    @Override
    public boolean reachesBackTo(String snapshot) {
        return true;
    }

    @Override
    public long nextLineage(long above) {
        lineage = Math.max(lineage, above) + 1;
        return lineage;
    }

    @Override
    public void trim(String certifiedSnapshot) {
        // nothing is kept
    }

    @Override
    public String description() {
        return "empty";
    }

    @Override
    public void close() {
        // nothing is open
    }
}
