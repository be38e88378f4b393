package io.freshet.relay;

import io.freshet.change.ChangeSet;

import java.util.List;

/** The outbox of an application that has none. */
final class NoOutbox implements Outbox {

    static final NoOutbox INSTANCE = new NoOutbox();
    private static final String NOTHING = "none";

    private NoOutbox() {}

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
        return new Batch(NOTHING, sinceSnapshot.isEmpty() || reachesBackTo(sinceSnapshot), 0, 0, List.of());
    }

    @Override
    public Batch readDirectly(String sinceSnapshot) {
        throw new UnsupportedOperationException("There is no outbox to read");
    }

    @Override
    public long directReads() {
        return 0;
    }

    @Override
    public boolean keepsChanges() {
        return false;
    }

    @Override
    public ChangeSet keep(ChangeSet change) {
        return change;
    }

    @Override
    public boolean reachesBackTo(String snapshot) {
        return NOTHING.equals(snapshot);
    }

    @Override
    public long nextLineage(long above) {
        return above + 1;
    }

    @Override
    public void trim(String certifiedSnapshot) {
        // nothing is kept
    }

    @Override
    public String description() {
        return "no outbox";
    }

    @Override
    public void close() {
        // nothing is open
    }
}
