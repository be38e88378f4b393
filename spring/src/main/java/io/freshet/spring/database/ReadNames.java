package io.freshet.spring.database;

import io.freshet.capture.observe.MetadataReadTables;
import io.freshet.capture.postgres.PostgresReadTables;
import io.freshet.capture.postgres.PostgresReadTables.TableCapture;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Decides for data sources who tells what the names in their statements stand for, and ends what that began. Thread-safe. */
final class ReadNames implements AutoCloseable {

    private static final Duration VALIDITY = Duration.ofSeconds(30);

    private final String tenantColumn;
    private final Duration settling;
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();

    /**
     * Nothing decided.
     *
     * @param tenantColumn the column that names a row's tenant
     * @param settling how long after their triggers were installed tables count as captured
     */
    ReadNames(String tenantColumn, Duration settling) {
        this.tenantColumn = tenantColumn;
        this.settling = settling;
    }

    String tenantColumn() {
        return tenantColumn;
    }

    Duration settling() {
        return settling;
    }

    /** Writes are noticed by triggers, which are installed where they are missing. */
    void byTriggers(CapturedSource source, TableCapture capture) {
        PostgresReadTables tables = new PostgresReadTables(source.raw(), tenantColumn, capture, settling, VALIDITY);
        opened.add(tables::close);
        source.decide(tables);
    }

    /** Writes are read from the statements of this application. */
    void byStatements(CapturedSource source) {
        if (Databases.kindOf(source.raw()).isPostgres()) {
            byTriggers(source, new StatementsOnly());
            return;
        }
        MetadataReadTables tables = new MetadataReadTables(source.raw(), tenantColumn, VALIDITY);
        opened.add(tables::close);
        source.decide(tables);
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }

    /** Statements name the table that they write to: nothing has to be installed, and partitions are not followed. */
    private static final class StatementsOnly implements TableCapture {

        @Override
        public boolean capture(Set<String> tables) {
            return false;
        }

        @Override
        public boolean followsPartitions() {
            return false;
        }
    }
}
