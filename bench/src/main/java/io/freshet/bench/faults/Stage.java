package io.freshet.bench.faults;

import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.PostgresCapture;

import javax.sql.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A kind of deployment with its real servers, a fleet on it, and the faults that it can have. Not thread-safe. */
abstract class Stage implements AutoCloseable {

    private final Duration bound;
    private final Path journals;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Stage(Duration bound) {
        this.bound = bound;
        try {
            this.journals = Files.createTempDirectory("freshet-faults");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory for journals", e);
        }
    }

    /** Everything that runs on it. */
    abstract Fleet fleet();

    /** What can break, in the order in which it is tried. */
    abstract List<Fault> faults();

    /** Remembers what must be closed, last opened first closed. */
    final <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Creates the table and the outbox. */
    final String prepare(DataSource database) {
        try (Connection connection = database.getConnection()) {
            Registers.create(connection);
            return PostgresCapture.install(connection, Set.of(Registers.TABLE), CaptureOptions.defaults())
                    .schema();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the table of registers", e);
        }
    }

    /** Starts the instances. */
    final Fleet started(IntFunction<List<String>> redis, String jdbcUrl, String schema, DataSource outside) {
        return opened(new Fleet(
                index -> new NodeSettings("node-" + (index + 1), redis.apply(index), jdbcUrl, schema, bound, journals),
                outside,
                journals));
    }

    final Duration bound() {
        return bound;
    }

    @Override
    public final void close() throws IOException {
        while (!open.isEmpty()) {
            close(open.pop());
        }
        try (Stream<Path> files = Files.walk(journals)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("Could not close " + resource + ": " + e); // the next one is closed all the same
        }
    }
}
