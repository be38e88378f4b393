package io.freshet.bench.visibility;

import io.freshet.bench.backend.RegisterTable;
import io.freshet.bench.system.CacheUnderTest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.sql.DataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * Writes during which all connections to Redis are killed, each in a thread of its own, because its call may take long.
 *
 * <p>Every other kill comes up to 1 ms after the commit was sent, the rest up to 1 ms after the database has answered it:
 * before, while and after the system invalidates.
 */
final class KilledWrites implements AutoCloseable {
    private static final long SPREAD_NANOS = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(KilledWrites.class);

    private final CacheUnderTest cache;
    private final DataSource database;
    private final Killer killer;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Returned> returned = new ConcurrentLinkedQueue<>();

    KilledWrites(CacheUnderTest cache, DataSource database, Killer killer) {
        this.cache = cache;
        this.database = database;
        this.killer = killer;
    }

    /** Begins a write and waits for its kill, but not for its return; answers how many connections were killed. */
    long begin(int key) throws InterruptedException, ExecutionException {
        Kill kill = new Kill();
        threads.execute(() -> write(key, kill));
        return kill.scheduled.get().get();
    }

    /** Returns key, nano time, and 1 or 0 for whether it was without an exception, of all writes that returned since last asked. */
    long[] returned() {
        List<Returned> some = new ArrayList<>();
        for (Returned next = returned.poll(); next != null; next = returned.poll()) {
            some.add(next);
        }
        return some.stream()
                .flatMapToLong(each -> LongStream.of(each.key(), each.nanoTime(), each.succeeded() ? 1 : 0))
                .toArray();
    }

    private void write(int key, Kill kill) {
        boolean succeeded = false;
        try {
            cache.write(key, CommitWatch.over(database, kill), connection -> RegisterTable.raise(connection, key));
            succeeded = true;
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The write of key {} failed after its commit", key, e);
            kill.scheduled.completeExceptionally(e); // without an effect unless it failed before
        }
        returned.add(new Returned(key, System.nanoTime(), succeeded));
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        killer.close();
    }

    private record Returned(int key, long nanoTime, boolean succeeded) {}

    private final class Kill implements CommitWatch {
        private final CompletableFuture<Future<Long>> scheduled = new CompletableFuture<>();
        private final boolean early = ThreadLocalRandom.current().nextBoolean();

        @Override
        public void before() {
            if (early) {
                schedule();
            }
        }

        @Override
        public void after() {
            if (!early) {
                schedule();
            }
        }

        private void schedule() {
            scheduled.complete(killer.killIn(ThreadLocalRandom.current().nextLong(SPREAD_NANOS)));
        }
    }
}
