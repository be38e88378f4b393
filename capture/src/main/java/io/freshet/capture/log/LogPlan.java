package io.freshet.capture.log;

import io.freshet.capture.postgres.LoggedTable;
import io.freshet.capture.postgres.LoggedTables;
import io.freshet.capture.postgres.Quoting;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Works out what is missing so that the log tells the writes to tables.
 *
 * <p>A table that becomes part of the publication, or gets another shape, is locked for a moment: whoever had written before has ended then, and
 * is visible, and whoever writes later is told with it. So an application that has seen its shape registered may rely upon it. Without the lock, the changes that a
 * transaction made before would not be in the log, although it commits afterwards.
 *
 * <p>A table without a key that is published would refuse updates and deletes; it gets REPLICA IDENTITY FULL.
 */
final class LogPlan {

    private static final String HAS_ALL = """
            SELECT EXISTS (SELECT FROM pg_publication WHERE pubname = ? AND pubinsert AND pubupdate AND pubdelete AND pubtruncate),
                   EXISTS (SELECT FROM pg_publication WHERE pubname = ?)""";

    private static final String TOLD = """
            SELECT count(*) FROM pg_publication_tables
            WHERE pubname = ? AND schemaname = ? AND tablename IN ('freshet_outbox', 'freshet_shape')""";

    /** Whether it is published, by itself or as a partition, and whether old rows can be told. */
    private static final String TABLE = """
            SELECT p.puballtables
                       OR EXISTS (SELECT FROM pg_publication_rel r WHERE r.prpubid = p.oid
                                  AND (r.prrelid = c.oid OR r.prrelid IN (SELECT relid FROM pg_partition_ancestors(c.oid))))
                       OR EXISTS (SELECT FROM pg_publication_tables t JOIN pg_namespace n ON n.nspname = t.schemaname
                                  WHERE t.pubname = p.pubname AND t.tablename = c.relname AND n.oid = c.relnamespace),
                   c.relkind = 'p' OR c.relreplident = 'f'
                       OR c.relreplident = 'i' AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident)
                       OR c.relreplident = 'd' AND EXISTS (SELECT FROM pg_index i
                              WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate AND i.indisvalid)
            FROM pg_class c LEFT JOIN pg_publication p ON p.pubname = ? WHERE c.oid = ?""";

    private final Connection connection;
    private final LoggedTables tables;
    private final LogNames names;
    private final String schema;

    LogPlan(Connection connection, LoggedTables tables) {
        this.connection = connection;
        this.tables = tables;
        this.schema = tables.schema();
        this.names = LogNames.of(tables.database(), schema);
    }

    LogNames names() {
        return names;
    }

    /** What is to be done, for these roles too. */
    List<LogStep> missing(Shapes asked, Collection<String> roles) throws SQLException {
        List<LogStep> steps = new ArrayList<>(base(roles));
        Set<Shape> registered = tables.registered().all();
        for (LoggedTable table : tables.of(asked)) {
            table(table, registered).ifPresent(steps::add);
        }
        return steps;
    }

    /** Those of the asked shapes that the log tells now. */
    Shapes told(Shapes asked) throws SQLException {
        Set<Shape> registered = tables.registered().all();
        Set<Shape> told = new LinkedHashSet<>();
        for (Shape shape : asked.all()) {
            boolean isTold = registered.contains(shape);
            for (LoggedTable table : tables.of(new Shapes(Set.of(shape)))) {
                isTold &= table(table, registered).isEmpty();
            }
            if (isTold) {
                told.add(shape);
            }
        }
        return new Shapes(told);
    }

    private List<LogStep> base(Collection<String> roles) throws SQLException {
        List<LogStep> steps = new ArrayList<>();
        if (!isThere("freshet_log_asked") || !isThere("freshet_log_told") || !isThere("freshet_log")) {
            steps.add(new LogStep("create what the log's reader notes in schema " + schema, resource()));
        }
        boolean[] publications = publications();
        if (!publications[0]) {
            String publish = " WITH (publish = 'insert, update, delete, truncate')";
            steps.add(new LogStep(
                    "create publication " + names.tables(),
                    (publications[1]
                                    ? "ALTER PUBLICATION " + Quoting.identifier(names.tables()) + " SET"
                                    : "CREATE PUBLICATION " + Quoting.identifier(names.tables()))
                            + (publications[1] ? publish.replace(" WITH", "") : publish) + ";\n"));
        }
        if (count(TOLD, names.told(), schema) < 2) {
            steps.add(new LogStep(
                    "create publication " + names.told(),
                    "DROP PUBLICATION IF EXISTS " + Quoting.identifier(names.told()) + ";\nCREATE PUBLICATION "
                            + Quoting.identifier(names.told()) + " FOR TABLE "
                            + Quoting.qualified(schema, "freshet_outbox") + ", "
                            + Quoting.qualified(schema, "freshet_shape") + " WITH (publish = 'insert');\n"));
        }
        for (String role : new TreeSet<>(roles)) {
            if (!mayRead(role)) {
                steps.add(new LogStep("let role " + role + " read the log", grants(role)));
            }
        }
        return steps;
    }

    private Optional<LogStep> table(LoggedTable table, Set<Shape> registered) throws SQLException {
        List<Shape> unknown = table.shapes().stream()
                .filter(shape -> !registered.contains(shape))
                .sorted(Comparator.comparing(Shape::toString))
                .toList();
        boolean isPublished;
        boolean hasIdentity;
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, names.tables());
            statement.setLong(2, table.oid());
            try (ResultSet row = statement.executeQuery()) {
                isPublished = row.next() && row.getBoolean(1);
                hasIdentity = row.getBoolean(2);
            }
        }
        if (isPublished && hasIdentity && unknown.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder sql =
                new StringBuilder("LOCK TABLE ONLY " + table.qualified() + " IN SHARE ROW EXCLUSIVE MODE;\n");
        if (!hasIdentity) {
            sql.append("ALTER TABLE ").append(table.qualified()).append(" REPLICA IDENTITY FULL;\n");
        }
        if (!isPublished) {
            sql.append("ALTER PUBLICATION ")
                    .append(Quoting.identifier(names.tables()))
                    .append(" ADD TABLE ONLY ")
                    .append(table.qualified())
                    .append(";\n");
        }
        if (!unknown.isEmpty()) {
            sql.append(registration(unknown));
        }
        return Optional.of(
                new LogStep("publish table " + table.qualified() + " to the reader of the log", sql.toString()));
    }

    private String registration(List<Shape> shapes) {
        return "INSERT INTO " + Quoting.qualified(schema, "freshet_shape")
                + " AS s (table_name, pinned, reads, condition) VALUES "
                + shapes.stream()
                        .map(shape -> "(" + Quoting.text(shape.table()) + ", " + array(shape.pinned()) + ", "
                                + array(shape.marks()) + ", "
                                + Quoting.text(shape.where().toString()) + ")")
                        .collect(Collectors.joining(", "))
                + " ON CONFLICT (table_name, pinned, reads) DO UPDATE SET condition = excluded.condition"
                + " WHERE s.condition <> excluded.condition;\n";
    }

    private static String array(Collection<String> texts) {
        return texts.stream().map(Quoting::text).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    private boolean[] publications() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HAS_ALL)) {
            statement.setString(1, names.tables());
            statement.setString(2, names.tables());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new boolean[] {row.getBoolean(1), row.getBoolean(2)};
            }
        }
    }

    private boolean isThere(String part) throws SQLException {
        return count("SELECT count(to_regclass(?))", Quoting.qualified(schema, part)) > 0;
    }

    private boolean mayRead(String role) throws SQLException {
        return isThere("freshet_log")
                && count(
                                "SELECT count(*) WHERE has_table_privilege(?, ?, 'UPDATE')",
                                role,
                                Quoting.qualified(schema, "freshet_log"))
                        > 0;
    }

    private long count(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private String grants(String role) {
        String to = " TO " + Quoting.identifier(role) + ";\n";
        return "GRANT SELECT, USAGE ON SEQUENCE " + Quoting.qualified(schema, "freshet_log_asked") + to
                + "GRANT SELECT, UPDATE ON SEQUENCE " + Quoting.qualified(schema, "freshet_log_told") + to
                + "GRANT SELECT, UPDATE ON " + Quoting.qualified(schema, "freshet_log") + to;
    }

    /** All that takes publications and notes away again. */
    List<LogStep> removal() {
        return List.of(new LogStep(
                "drop the publications and the notes of the log's reader",
                "DROP PUBLICATION IF EXISTS " + Quoting.identifier(names.tables()) + ";\nDROP PUBLICATION IF EXISTS "
                        + Quoting.identifier(names.told()) + ";\nDROP SEQUENCE IF EXISTS "
                        + Quoting.qualified(schema, "freshet_log_asked") + ";\nDROP SEQUENCE IF EXISTS "
                        + Quoting.qualified(schema, "freshet_log_told") + ";\nDROP TABLE IF EXISTS "
                        + Quoting.qualified(schema, "freshet_log") + ";\n"));
    }

    private String resource() {
        try (InputStream in = LogPlan.class.getResourceAsStream("log.sql")) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks log.sql beside " + LogPlan.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${schema}", Quoting.identifier(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
