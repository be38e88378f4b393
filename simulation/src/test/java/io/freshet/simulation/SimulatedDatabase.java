package io.freshet.simulation;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import io.freshet.change.TransactionId;
import io.freshet.relay.Outbox.Batch;
import io.freshet.relay.OutboxException;
import io.freshet.simulation.Promises.Write;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A database of versioned rows with an outbox, and a copy that lags behind. Transactions get their numbers when they begin and become visible
 * when they commit, in any other order; a snapshot is named by its timeline and how many had become visible.
 */
final class SimulatedDatabase {

    private final Promises promises;
    private final List<Transaction> visible = new ArrayList<>();
    private final List<Transaction> running = new ArrayList<>();
    private long nextId = 1;
    private long lineage;
    private int timeline = 1;
    private int trimmed;
    private int replicated;
    private boolean away;
    private long cycles;
    private long directReads;

    SimulatedDatabase(Promises promises) {
        this.promises = promises;
    }

    /** A transaction that writes some rows, or keeps a change made by hand. */
    static final class Transaction {

        private final long id;
        private final int[] rows;
        private final List<String> tags;
        private final int seenTags;
        private final List<Write> writes = new ArrayList<>();
        private DirectReads seen = DirectReads.none();

        private Transaction(long id, int[] rows, List<String> tags, int seenTags) {
            this.id = id;
            this.rows = rows;
            this.tags = tags;
            this.seenTags = seenTags;
        }

        /** What the relay finds. */
        ChangeSet change() {
            return ChangeSet.of(new TransactionId(id, tags.size()), tags, "");
        }

        /** What the application read right before the commit: a deferred trigger may have added to it since. */
        ChangeSet collected() {
            return ChangeSet.of(new TransactionId(id, seenTags), tags.subList(0, seenTags), "")
                    .withDirectReads(seen);
        }

        /** The versions that the application knows of. */
        List<Write> collectedWrites() {
            return writes.subList(0, Math.min(seenTags, writes.size()));
        }
    }

    private void require() {
        if (away) {
            throw new OutboxException("The database is away", new IllegalStateException());
        }
    }

    /** Begins to write rows; a deferred trigger writes the last of them while the transaction commits, if so said. */
    Transaction begin(int[] rows, boolean deferred) {
        require();
        List<String> tags = new ArrayList<>();
        for (int row : rows) {
            tags.add("table/row" + row);
        }
        Transaction transaction = new Transaction(nextId++, rows, tags, deferred ? rows.length - 1 : rows.length);
        running.add(transaction);
        return transaction;
    }

    /** What the application does right before the commit. */
    void collect(Transaction transaction, long nanos) {
        require();
        transaction.seen = new DirectReads(directReads, nanos);
    }

    /** Makes it visible; answers false if the database has forgotten it. */
    boolean commit(Transaction transaction, long now) {
        if (away || !running.remove(transaction)) {
            return false;
        }
        for (int row : transaction.rows) {
            Write write = promises.write(row);
            write.committed(now);
            transaction.writes.add(write);
        }
        visible.add(transaction);
        return true;
    }

    /** Keeps a change made by hand, which is promised from now on. */
    ChangeSet keep(ChangeSet change, @Nullable Write write, long now, long nanos) {
        require();
        List<String> names = change.tags().stream().map(tag -> tag.name()).toList();
        Transaction kept = new Transaction(nextId++, new int[0], names, names.size());
        kept.seen = new DirectReads(directReads, nanos);
        if (write != null) {
            write.committed(now);
            kept.writes.add(write);
        }
        visible.add(kept);
        return kept.collected();
    }

    /** The version of a row. */
    int read(int row) {
        require();
        return versionAt(row, visible.size());
    }

    /** The version of a row in the copy. */
    int readCopy(int row) {
        return versionAt(row, replicated);
    }

    private int versionAt(int row, int position) {
        for (int i = position - 1; i >= 0; i--) {
            for (Write write : visible.get(i).writes) {
                if (write.row() == row) {
                    return write.version();
                }
            }
        }
        return 0;
    }

    /** The copy replays so many transactions more. */
    void replicate(int transactions) {
        replicated = Math.min(visible.size(), replicated + transactions);
    }

    /** Whether the copy shows all that the snapshot does. */
    boolean isCopied(String snapshot) {
        return timelineOf(snapshot) == timeline && positionOf(snapshot) <= replicated;
    }

    boolean isAway() {
        return away;
    }

    void away(boolean is) {
        away = is;
    }

    /** A standby is promoted that lacks the latest commits; who was writing is told that it failed. */
    void failOver(int lost) {
        int kept = Math.max(Math.max(0, visible.size() - lost), replicated);
        List<Transaction> forgotten = visible.subList(kept, visible.size());
        forgotten.forEach(transaction -> transaction.writes.forEach(Write::lost));
        forgotten.clear();
        running.clear();
        trimmed = Math.min(trimmed, kept);
        timeline++;
    }

    /** Deletes what the snapshot shows. */
    void trim(String snapshot) {
        if (timelineOf(snapshot) == timeline) {
            trimmed = Math.max(trimmed, positionOf(snapshot));
        }
    }

    boolean reachesBackTo(String snapshot) {
        require();
        return timelineOf(snapshot) == timeline && positionOf(snapshot) >= trimmed;
    }

    /** A snapshot, and what it shows that an earlier one does not. */
    Batch batch(String since) {
        require();
        if (!since.isEmpty() && timelineOf(since) != timeline) {
            throw new OutboxException(since + " is no snapshot of timeline " + timeline, new IllegalStateException());
        }
        int from = since.isEmpty() ? visible.size() : Math.max(trimmed, positionOf(since));
        List<ChangeSet> news = new ArrayList<>();
        for (Transaction transaction : visible.subList(Math.min(from, visible.size()), visible.size())) {
            news.add(transaction.change());
        }
        return new Batch(
                "t" + timeline + "." + visible.size(),
                since.isEmpty() || reachesBackTo(since),
                oldestRunning(),
                nextId,
                news);
    }

    private long oldestRunning() {
        long oldest = nextId;
        for (Transaction transaction : running) {
            oldest = Math.min(oldest, transaction.id);
        }
        return oldest;
    }

    private static int timelineOf(String snapshot) {
        return snapshot.startsWith("t") ? Integer.parseInt(snapshot.substring(1, snapshot.indexOf('.'))) : -1;
    }

    private static int positionOf(String snapshot) {
        return Integer.parseInt(snapshot.substring(snapshot.indexOf('.') + 1));
    }

    long nextLineage(long above) {
        require();
        lineage = Math.max(lineage, above) + 1;
        return lineage;
    }

    void beginCycle() {
        require();
        cycles++;
    }

    long cycles() {
        require();
        return cycles;
    }

    void beginDirectRead() {
        require();
        directReads++;
    }

    long directReads() {
        require();
        return directReads;
    }

    List<Transaction> running() {
        return running;
    }
}
