package io.freshet.bench.faults;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.change.ChangeSet;
import io.freshet.read.Consistency;

import javax.sql.DataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** One instance of the application: reads from two caches of the same rows, one bounded and one strict, and writes; all into its journal. */
final class Node implements AutoCloseable {

    private static final int READERS = 2;
    private static final long BETWEEN_READS_NANOS = 500_000;
    private static final long BETWEEN_WRITES_NANOS = 40_000_000;
    private static final int ONE_STRICT_IN = 5;
    private static final int ATTEMPTS = 5;
    private static final ThreadLocal<Written> WRITING = new ThreadLocal<>();

    private final NodeSettings settings;
    private final Journal journal;
    private final Freshet freshet;
    private final Cache<Integer, Long> bounded;
    private final Cache<Integer, Long> strict;
    private final HikariDataSource database;
    private final DataSource captured;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Object turn = new Object();
    private volatile boolean reading = true;
    private volatile boolean writing;
    private volatile boolean closed;

    Node(NodeSettings settings) {
        this.settings = settings;
        journal = new Journal(settings.journal());
        database = settings.pool();
        freshet = settings.open();
        bounded = cache("bounded", Consistency.BOUNDED);
        strict = cache("strict", Consistency.STRICT);
        captured = new CapturedDataSource(database, PostgresTransactionTags.inSchema(settings.schema()), change -> {
            note(change);
            freshet.changes().committed(change);
        });
        for (int i = 0; i < READERS; i++) {
            start("reader-" + i, this::read);
        }
        start("writer", this::write);
    }

    private Cache<Integer, Long> cache(String name, Consistency consistency) {
        return freshet.<Integer, Long>cache(name + ":{id}", Integer.class, Long.class)
                .timeToLive(Duration.ofMinutes(10))
                .policy(policy -> policy.withShared(false).withConsistency(consistency))
                .dependsOnTables(Registers.TABLE)
                .build();
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void read() {
        while (!closed) {
            LockSupport.parkNanos(BETWEEN_READS_NANOS);
            if (reading) {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                readOne(random.nextInt(Registers.KEYS), random.nextInt(ONE_STRICT_IN) == 0);
            }
        }
    }

    private void readOne(int key, boolean isStrict) {
        boolean[] loaded = {false};
        long start = System.nanoTime();
        try {
            long version = get(isStrict ? strict : bounded, key, loaded);
            reads.increment();
            if (!loaded[0]) {
                hits.increment();
            }
            journal.read(key, version, start, isStrict, !loaded[0]);
        } catch (RuntimeException e) {
            failures.increment(); // the database does not answer: the caller is told, and nothing was answered wrongly
        }
    }

    private long get(Cache<Integer, Long> cache, int key, boolean[] loaded) {
        Tenants.enter(Registers.tenantOf(key));
        return Objects.requireNonNull(
                cache.get(key, missing -> {
                    loaded[0] = true;
                    return Registers.version(database, missing);
                }),
                "no loader answers null");
    }

    private void write() {
        long due = System.nanoTime();
        while (!closed) {
            due = Math.max(due + BETWEEN_WRITES_NANOS, System.nanoTime());
            LockSupport.parkNanos(due - System.nanoTime());
            synchronized (turn) {
                if (writing) {
                    writeOne(ThreadLocalRandom.current().nextInt(Registers.KEYS));
                }
            }
        }
    }

    private void writeOne(int key) {
        try (Connection connection = captured.getConnection()) {
            connection.setAutoCommit(false);
            long version = Registers.raise(connection, key);
            WRITING.set(new Written(key, version));
            connection.commit();
            journal.acknowledged(key, version, System.nanoTime());
        } catch (SQLException | RuntimeException e) {
            failures.increment(); // whether it was committed is not known; if it was, the next version's commit judges
            // the reads
        } finally {
            WRITING.remove();
        }
    }

    /** Right after the commit and before anything is made effective: a killed writer has told at least this. */
    private void note(ChangeSet change) {
        Written written = WRITING.get();
        if (written != null && !change.isEmpty()) {
            journal.committed(written.key(), written.version(), System.nanoTime());
        }
    }

    /** Whether it writes from now on; if not, a write that has begun has ended. */
    void write(boolean on) {
        if (on) {
            writing = true;
            return;
        }
        synchronized (turn) {
            writing = false;
        }
    }

    void read(boolean on) {
        reading = on;
    }

    /** Makes the journal complete up to now. */
    void flush() {
        journal.flush();
    }

    /** How many of the keys are answered otherwise than the database says, by either cache. Nobody may write meanwhile. */
    int wrong() {
        int wrong = 0;
        for (int key = 0; key < Registers.KEYS; key++) {
            wrong += isRight(key) ? 0 : 1;
        }
        return wrong;
    }

    /** A database that does not answer in time is asked again: how quick it is does not matter here. */
    private boolean isRight(int key) {
        for (int attempt = 1; ; attempt++) {
            try {
                long truth = Registers.version(database, key);
                boolean[] loaded = {false};
                return get(bounded, key, loaded) == truth && get(strict, key, loaded) == truth;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Reads answered from the cache, reads, failures, and whether this instance's relay is at work. */
    long[] tally() {
        FreshetStatus status = freshet.status();
        return new long[] {hits.sum(), reads.sum(), failures.sum(), status.relayActive() ? 1 : 0};
    }

    /** Takes all of the machine's processors away from itself for a time, with many times more threads than there are processors. */
    void starve(Duration duration) throws InterruptedException {
        long until = System.nanoTime() + duration.toNanos();
        List<Thread> spinning = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors() * 32; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
            });
            spinning.add(thread);
            thread.start();
        }
        for (Thread thread : spinning) {
            thread.join();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        threads.forEach(Pause::end);
        freshet.close();
        database.close();
        journal.close();
    }

    String name() {
        return settings.name();
    }

    private record Written(int key, long version) {}
}
