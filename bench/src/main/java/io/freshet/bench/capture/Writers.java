package io.freshet.bench.capture;

import javax.sql.DataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that write one transaction after the other. Used by one thread. */
final class Writers implements AutoCloseable {

    private final DataSource database;
    private final long[] numbers;
    private final ExecutorService threads;

    Writers(DataSource database, int writers) {
        this.database = database;
        this.numbers = new long[writers];
        this.threads = Executors.newFixedThreadPool(writers);
    }

    /** Writes for so long; returns the time that it took, that of processors here and of the server's, and that of each transaction, in nanoseconds. */
    long[] write(long nanos) throws InterruptedException, ExecutionException, SQLException {
        ProcessorTime processors = ProcessorTime.of(database);
        long client = processors.client();
        long server = processors.server();
        long start = System.nanoTime();
        List<Future<List<Long>>> times = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            int writer = i;
            times.add(threads.submit(() -> write(writer, start + nanos)));
        }
        List<Long> all = new ArrayList<>(List.of(0L, 0L, 0L));
        for (Future<List<Long>> some : times) {
            all.addAll(some.get());
        }
        all.set(0, System.nanoTime() - start);
        all.set(1, processors.client() - client);
        all.set(2, processors.server() - server);
        return all.stream().mapToLong(time -> time).toArray();
    }

    private List<Long> write(int writer, long end) throws SQLException {
        List<Long> times = new ArrayList<>();
        for (long begun = System.nanoTime(); begun - end < 0; begun = System.nanoTime()) {
            Accounts.transfer(database, writer, ++numbers[writer]);
            times.add(System.nanoTime() - begun);
        }
        return times;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
