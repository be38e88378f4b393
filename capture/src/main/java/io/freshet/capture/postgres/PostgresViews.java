package io.freshet.capture.postgres;

import io.freshet.sql.SqlName;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What the names in queries stand for in a PostgreSQL database, asked of its catalog without touching anything. */
public final class PostgresViews {

    private PostgresViews() {}

    /**
     * The tables that a table or view stands for. Blocks.
     *
     * @throws SQLException if the catalog cannot be asked
     */
    public static Behind tablesBehind(DataSource database, SqlName name) throws SQLException {
        try (Connection connection = database.getConnection()) {
            ReadCatalog.Relations relations = new ReadCatalog(connection).relations(name);
            return new Behind(relations.tables(), relations.gaps(), relations.isView());
        }
    }

    /**
     * What a name stands for.
     *
     * @param tables names as in {@code TableDependency}
     * @param gaps what cannot be depended on, as ends of sentences that begin with "it"
     * @param isView whether it is a view, whose columns are not those of its tables
     */
    public record Behind(Set<String> tables, Set<String> gaps, boolean isView) {

        /** Copies. */
        public Behind {
            tables = Set.copyOf(tables);
            gaps = Set.copyOf(gaps);
        }
    }
}
