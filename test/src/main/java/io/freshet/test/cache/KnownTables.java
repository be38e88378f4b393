package io.freshet.test.cache;

import io.freshet.Cache;
import io.freshet.tag.Dependency;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.RowsDependency;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of tables that an entry may depend on, since it knows their hashes only: those that caches declare, that were written, and that the
 * databases have.
 *
 * @param names in lower case
 * @param failure why a database could not be asked; empty if all could
 */
record KnownTables(Set<String> names, String failure) {

    private static final List<String> OF_SYSTEM =
            List.of("information_schema", "pg_catalog", "pg_toast", "sys", "mysql");
    private static final String WRITTEN = "[@?\\[/].*";

    static KnownTables of(TestedCache tested) {
        Set<String> names = new TreeSet<>();
        for (Cache<?, ?> cache : tested.freshet().caches()) {
            cache.dependencies().forEach(dependency -> addDeclared(dependency, names));
        }
        tested.evidence().all().forEach(write -> write.change().tags().forEach(tag -> addWritten(tag, names)));
        StringBuilder failures = new StringBuilder();
        ApplicationContext application = tested.application();
        if (application != null) {
            application.getBeanProvider(DataSource.class).stream().forEach(source -> {
                try {
                    addTables(source, names);
                } catch (SQLException e) {
                    failures.append("a database could not be asked for its tables: ")
                            .append(e.getMessage());
                }
            });
        }
        return new KnownTables(names, failures.toString());
    }

    private static void addDeclared(Dependency dependency, Set<String> names) {
        if (dependency instanceof TableDependency table) {
            names.add(table.table());
        } else if (dependency instanceof KeyedRows rows) {
            names.add(rows.shape().table());
        } else if (dependency instanceof RowsDependency rows) {
            names.add(rows.shape().table());
        }
    }

    private static void addWritten(Tag tag, Set<String> names) {
        String table = tableOf(tag);
        if (table != null) {
            names.add(table);
        }
    }

    /** The table that a tag is of; null if it is of none. */
    static @Nullable String tableOf(Tag tag) {
        for (String kind : List.of("table/", "rows/")) {
            if (tag.name().startsWith(kind)) {
                return tag.name().substring(kind.length()).replaceFirst(WRITTEN, "");
            }
        }
        return null;
    }

    private static void addTables(DataSource source, Set<String> names) throws SQLException {
        try (Connection connection = source.getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
            while (tables.next()) {
                String schema = String.valueOf(tables.getString("TABLE_SCHEM")).toLowerCase(Locale.ROOT);
                String name = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!OF_SYSTEM.contains(schema)) {
                    names.add(name);
                    names.add(schema + "." + name);
                }
            }
        }
    }
}
