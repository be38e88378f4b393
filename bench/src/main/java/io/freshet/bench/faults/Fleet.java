package io.freshet.bench.faults;

import io.freshet.bench.faults.History.Read;

import javax.sql.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** Three instances, and a writer past them all. Not thread-safe. */
final class Fleet implements AutoCloseable {

    static final int SIZE = 3;

    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final long BETWEEN_OUTSIDE_WRITES_MILLIS = 100;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final History history = new History();
    private final DataSource outside;
    private final Thread outsider;
    private final Object turn = new Object();
    private volatile boolean writing;
    private volatile boolean closed;

    /**
     * Starts them.
     *
     * @param settings of each instance
     * @param outside a way to the database past Freshet, as psql or another service has
     */
    Fleet(IntFunction<NodeSettings> settings, DataSource outside, Path journals) {
        this.outside = outside;
        for (int i = 0; i < SIZE; i++) {
            nodes.add(new NodeProcess(settings.apply(i), journals));
        }
        outsider = new Thread(this::writePast, "outsider");
        outsider.setDaemon(true);
        outsider.start();
    }

    NodeProcess node(int index) {
        return nodes.get(index);
    }

    History history() {
        return history;
    }

    /** The instance whose relay is at work. */
    NodeProcess relay() {
        return nodes.stream().filter(NodeProcess::isRelay).findFirst().orElse(nodes.get(0));
    }

    /** Whether all write from now on; if not, each write that has begun has ended. */
    void write(boolean on) {
        nodes.forEach(node -> node.write(on));
        if (on) {
            writing = true;
            return;
        }
        synchronized (turn) {
            writing = false;
        }
    }

    /** Waits until every instance is served from its cache again; answers whether they all are. */
    boolean awaitCaches() {
        return nodes.stream().allMatch(Fleet::isServedAgain);
    }

    private static boolean isServedAgain(NodeProcess node) {
        long before = node.hits();
        return Pause.until(() -> node.hits() > before + 20, RECOVERY);
    }

    /** The reads since this was last called; takes in all writes. */
    List<Read> take() {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).flush();
            reads.addAll(take(i));
        }
        return reads;
    }

    private List<Read> take(int index) {
        List<Read> reads = new ArrayList<>();
        for (Path journal : nodes.get(index).journals()) {
            try {
                reads.addAll(history.take(index, journal));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return reads;
    }

    /** How many keys the instances answer wrongly by now. Nobody may write meanwhile. */
    long wrong() {
        return nodes.stream().mapToLong(NodeProcess::wrong).sum();
    }

    private void writePast() {
        while (!closed) {
            Pause.of(BETWEEN_OUTSIDE_WRITES_MILLIS);
            synchronized (turn) {
                writeOnePast();
            }
        }
    }

    private void writeOnePast() {
        if (!writing) {
            return;
        }
        int key = ThreadLocalRandom.current().nextInt(Registers.KEYS);
        try (Connection connection = outside.getConnection()) {
            long version = Registers.raise(connection, key);
            history.committed(key, version, System.nanoTime());
        } catch (SQLException e) {
            Pause.of(BETWEEN_OUTSIDE_WRITES_MILLIS); // the database is away
        }
    }

    @Override
    public void close() {
        closed = true;
        Pause.end(outsider);
        nodes.forEach(NodeProcess::close);
    }
}
