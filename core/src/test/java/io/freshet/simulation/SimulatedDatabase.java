package io.freshet.simulation;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.relay.Outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A database of versioned rows with an outbox. Transactions get their numbers when they begin and become visible when they commit, in any
 * other order; a snapshot names what is visible.
 */
final class SimulatedDatabase {

    /** A transaction that writes the next version of a row. */
    static final class Transaction {
        final long id;
        final int row;
        int version;
        long committedNanos = Long.MAX_VALUE;

        Transaction(long id, int row) {
            this.id = id;
            this.row = row;
        }

        ChangeSet change() {
            return ChangeSet.of(new TransactionId(id, 1), Set.of("table/row" + row), "transaction " + id);
        }
    }

    private final TreeMap<Long, Transaction> committed = new TreeMap<>();
    private final int[] versions;
    private long nextId = 1;
    private long nextLineage = 1;
    private long cycles;

    SimulatedDatabase(int rows) {
        versions = new int[rows];
    }

    Transaction begin(int row) {
        return new Transaction(nextId++, row);
    }

    void commit(Transaction transaction, long now) {
        transaction.version = ++versions[transaction.row];
        transaction.committedNanos = now;
        committed.put(transaction.id, transaction);
    }

    int read(int row) {
        return versions[row];
    }

    long cycles() {
        return cycles;
    }

    /** The outbox as one relay sees it; {@code between} runs after the snapshot was taken and before anybody hears of it. */
    Outbox outbox(Runnable between) {
        return new Outbox() {
            @Override
            public void beginCycle() {
                between.run();
                cycles++;
                between.run();
            }

            @Override
            public long cycles() {
                return cycles;
            }

            @Override
            public Batch read(String since) {
                Set<Long> seen = ids(since);
                List<ChangeSet> news = committed.values().stream()
                        .filter(transaction -> !since.isEmpty() && !seen.contains(transaction.id))
                        .map(Transaction::change)
                        .collect(Collectors.toCollection(ArrayList::new));
                String snapshot = snapshot();
                between.run();
                return new Batch(snapshot, 0, news);
            }

            @Override
            public boolean keepsChanges() {
                return true;
            }

            @Override
            public boolean reachesBackTo(String snapshot) {
                return true;
            }

            @Override
            public long nextLineage(long above) {
                nextLineage = Math.max(nextLineage, above) + 1;
                return nextLineage;
            }

            @Override
            public void trim(String certifiedSnapshot) {
                // the simulation is short
            }

            @Override
            public String description() {
                return "simulated";
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private String snapshot() {
        return "s" + committed.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static Set<Long> ids(String snapshot) {
        Set<Long> ids = new TreeSet<>();
        if (snapshot.length() > 1) {
            for (String id : snapshot.substring(1).split(",")) {
                ids.add(Long.valueOf(id));
            }
        }
        return ids;
    }
}
