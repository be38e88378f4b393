package io.freshet.spring.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.capture.postgres.PostgresViews;
import io.freshet.spring.watch.account.ReadName;
import io.freshet.spring.watch.account.Tables;
import io.freshet.sql.SqlName;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The names that statements of one data source read. Each is looked up once in PostgreSQL's catalog, in the background and on a connection of its own, as
 * it may be a view; elsewhere names stand for themselves. Thread-safe; never blocks.
 */
final class ReadNames {

    private static final System.Logger LOG = System.getLogger(ReadNames.class.getName());
    private static final int MOST = 4_096;

    private final DataSource source;
    private final Supplier<Tables> tables;
    private final Executor background;
    private final Cache<SqlName, ReadName> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    ReadNames(DataSource source, Supplier<Tables> tables, Executor background) {
        this.source = source;
        this.tables = tables;
        this.background = background;
    }

    ReadName of(SqlName name) {
        ReadName present = known.getIfPresent(name);
        return present != null ? present : known.get(name, this::begun);
    }

    private ReadName begun(SqlName name) {
        ReadName fresh = new ReadName(tables.get(), name.toString());
        try {
            background.execute(() -> lookUp(name, fresh));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "No room to look up what {0} stands for: it counts as a table", name);
        }
        return fresh;
    }

    private void lookUp(SqlName name, ReadName read) {
        try {
            if (!isPostgres()) {
                return;
            }
            PostgresViews.Behind behind = PostgresViews.tablesBehind(source, name);
            if (behind.gaps().isEmpty() && !behind.tables().isEmpty()) {
                read.standsFor(behind.tables());
            }
        } catch (SQLException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The catalog does not say what {0} stands for, so it counts as a table: {1}",
                    name,
                    e.getMessage());
        }
    }

    private boolean isPostgres() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        }
    }
}
