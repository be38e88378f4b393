package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads from the catalog what is there. Takes no locks on tables. */
final class Catalog {

    private static final String PLACE = """
            SELECT current_database(), current_user, current_schema(),
                   (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid = to_regclass('freshet_outbox'))""";

    /** A name stands for tables of any case. Names go down to partitions and children, and up to all tables that write through to one of them. */
    static final String NAMED_TABLES = """
            WITH RECURSIVE hit (oid, name) AS (
                SELECT c.oid, asked.name
                FROM unnest(?::text[], ?::text[]) AS asked (folded, name), pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND (lower(c.relname) = asked.folded AND pg_table_is_visible(c.oid)
                       OR lower(n.nspname || '.' || c.relname) = asked.folded)
            ), down (oid, name) AS (
                SELECT oid, name FROM hit
                UNION SELECT i.inhrelid, d.name FROM down d JOIN pg_inherits i ON i.inhparent = d.oid
            ), up (oid, name) AS (
                SELECT oid, name FROM down
                UNION SELECT i.inhparent, u.name FROM up u JOIN pg_inherits i ON i.inhrelid = u.oid
            )
            """;

    /** In lower case as the server has it, which may be so in their ASCII letters only. */
    private static final String OTHER_NAMES = """
            SELECT DISTINCT f.folded
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
                 LATERAL (VALUES (lower(c.relname)), (lower(n.nspname || '.' || c.relname))) AS f (folded)
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND f.folded COLLATE "C" ~ '[^ -~]'""";

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    private static final String TABLES = NAMED_TABLES + """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped),
                   array_agg(DISTINCT named.name),
                   c.relkind = 'r' AND EXISTS (SELECT FROM pg_am a WHERE a.oid = c.relam AND a.amname = 'heap')
                       AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid)
            FROM (SELECT * FROM down UNION SELECT * FROM up) named
            JOIN pg_class c ON c.oid = named.oid JOIN pg_namespace n ON n.oid = c.relnamespace
            GROUP BY c.oid, n.nspname, c.relname, c.relkind, c.relam ORDER BY n.nspname, c.relname""";

    private static final String TRIGGERS = """
            SELECT t.tgrelid, t.tgname, t.tgenabled, f.nspname, p.proname
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace f ON f.oid = p.pronamespace
            WHERE NOT t.tgisinternal
              AND t.tgname IN ('freshet_told_insert', 'freshet_told_update', 'freshet_told_delete', 'freshet_told_truncate') ORDER BY t.tgname""";

    /** Texts that compare otherwise than byte by byte have other rows than they say; domains may have a text of their own. */
    private static final String COLUMNS = """
            SELECT a.attname,
                   CASE WHEN t.typtype = 'e' THEN 'TEXT'
                        WHEN n.nspname <> 'pg_catalog' THEN 'OTHER'
                        WHEN t.typname IN ('int2', 'int4', 'int8') THEN 'INTEGER'
                        WHEN t.typname = 'bool' THEN 'BOOLEAN'
                        WHEN t.typname = 'uuid' THEN 'UUID'
                        WHEN t.typname = 'date' THEN 'DATE'
                        WHEN t.typname IN ('text', 'varchar') AND coalesce(l.collisdeterministic, true) THEN 'TEXT'
                        ELSE 'OTHER' END,
                   format_type(a.atttypid, a.atttypmod),
                   EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
                   a.attgenerated <> 'v',
                   ARRAY (SELECT l.enumlabel FROM pg_enum l WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder)::text[]
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    /** Where the outbox is, or else would be created. */
    Place place() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            String schema = row.getString(4) == null ? row.getString(3) : row.getString(4);
            if (schema == null) {
                throw new CaptureException("No schema of the search path exists in database \"" + row.getString(1)
                        + "\": the outbox needs one. Set search_path or the JDBC parameter currentSchema");
            }
            return new Place(row.getString(1), schema, row.getString(2));
        }
    }

    /** The schema of the outbox in the search path, if one is installed. */
    Optional<String> outboxSchema() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(4));
        }
    }

    /**
     * The tables of these names, with their partitions. Throws {@link UnknownTableException} for a name without a table.
     *
     * @param known other names, of which nothing is asked but by which the same tables may be told
     */
    List<CapturedTable> tables(Collection<String> names, Collection<String> known, String tenantColumn, Place place)
            throws SQLException {
        NavigableSet<String> asked = lowerCase(names);
        NavigableSet<String> all = lowerCase(known);
        all.addAll(asked);
        List<CapturedTable> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            setNames(statement, all);
            statement.setString(3, tenantColumn);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    addTable(found, rows, asked);
                }
            }
        }
        SortedSet<String> missing = new TreeSet<>(asked);
        found.forEach(table -> missing.removeAll(table.names()));
        if (!missing.isEmpty()) {
            throw unknown(missing, place);
        }
        return found;
    }

    /** Sets the first two parameters of {@link #NAMED_TABLES} to names in lower case. */
    static void setNames(PreparedStatement statement, Collection<String> names) throws SQLException {
        List<String> folded = new ArrayList<>(names);
        List<String> meant = new ArrayList<>(names);
        Connection connection = statement.getConnection();
        if (!names.stream().allMatch(name -> ASCII.matcher(name).matches())) {
            for (String other : otherNames(connection)) {
                String lower = other.toLowerCase(Locale.ROOT);
                if (!other.equals(lower) && names.contains(lower)) {
                    folded.add(other);
                    meant.add(lower);
                }
            }
        }
        statement.setArray(1, connection.createArrayOf("text", folded.toArray()));
        statement.setArray(2, connection.createArrayOf("text", meant.toArray()));
    }

    private static List<String> otherNames(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OTHER_NAMES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static NavigableSet<String> lowerCase(Collection<String> names) {
        NavigableSet<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private void addTable(List<CapturedTable> found, ResultSet row, Set<String> asked) throws SQLException {
        SortedSet<String> names =
                new TreeSet<>(List.of((String[]) row.getArray(6).getArray()));
        String kind = row.getString(4);
        if (names.stream().noneMatch(asked::contains)) {
            return;
        }
        if (!"r".equals(kind) && !"p".equals(kind)) {
            throw new UnknownTableException(
                    names.first(),
                    "\"" + row.getString(2) + "\".\"" + row.getString(3)
                            + "\" is a view or a foreign table, which cannot tell "
                            + "what is written below it: let the cache depend on the tables that it reads");
        }
        long oid = row.getLong(1);
        found.add(new CapturedTable(
                oid, row.getString(2), row.getString(3), row.getBoolean(5), row.getBoolean(7), names, columns(oid)));
    }

    private List<TableColumn> columns(long table) throws SQLException {
        List<TableColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new TableColumn(
                            rows.getString(1),
                            ColumnKind.valueOf(rows.getString(2)),
                            rows.getString(3),
                            rows.getBoolean(4),
                            rows.getBoolean(5),
                            texts(rows, 6)));
                }
            }
        }
        return columns;
    }

    /** What caches are known to depend on; nothing where nobody has registered anything. */
    Set<Shape> shapes(String schema) throws SQLException {
        Set<Shape> shapes = new LinkedHashSet<>();
        if (!missingParts(schema).contains("freshet_shape")) {
            try (PreparedStatement statement =
                            connection.prepareStatement(shapesIn(Quoting.qualified(schema, "freshet_shape")));
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    shapes.add(RegisteredShape.shape(
                            rows.getString(1), texts(rows, 2), texts(rows, 3), rows.getString(4)));
                }
            }
        }
        return shapes;
    }

    static List<String> texts(ResultSet row, int index) throws SQLException {
        return List.of((String[]) row.getArray(index).getArray());
    }

    private UnknownTableException unknown(SortedSet<String> missing, Place place) throws SQLException {
        List<String> known = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
                          AND c.relname NOT LIKE 'freshet\\_%' ORDER BY 1""");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                known.add(rows.getString(1));
            }
        }
        String table = missing.first();
        String nearest = NearestName.of(table, known)
                .map(name -> "; the nearest name is \"" + name + "\"")
                .orElse("");
        return new UnknownTableException(
                table,
                "A cache depends on " + (missing.size() == 1 ? "the table " : "the tables ") + missing
                        + ", which database \"" + place.database() + "\" does not have (searched as role \""
                        + place.role()
                        + "\", schema \"" + place.schema() + "\" first)" + nearest
                        + ". Correct the name, put the schema before it, or run the migration that creates the table first");
    }

    /** The comment of a function, which tells its generation; empty without the function. */
    String comment(String schema, String function) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT coalesce(max(obj_description(p.oid, 'pg_proc')), '')
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ? AND p.proname = ?""")) {
            statement.setString(1, schema);
            statement.setString(2, function);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Which tables, indexes and sequences of the outbox are not there, for people; empty if all are. */
    String missingParts(String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT coalesce(string_agg(part, ', ' ORDER BY part), '')
                FROM unnest(ARRAY['freshet_outbox', 'freshet_outbox_xid_tag', 'freshet_outbox_trimmed', 'freshet_outbox_trimmed_one',
                                  'freshet_lineage', 'freshet_cycle', 'freshet_direct', 'freshet_shape']) part
                WHERE to_regclass(? || '.' || part) IS NULL""")) {
            statement.setString(1, Quoting.identifier(schema));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Whether a role has all that the relay needs; not if some of it is not there. */
    boolean mayRelay(String schema, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT coalesce(has_table_privilege(asked.role, to_regclass(asked.schema || '.freshet_outbox'), 'DELETE')
                            AND bool_and(coalesce(has_sequence_privilege(asked.role, to_regclass(asked.schema || '.' || sequence), 'USAGE')
                                AND has_sequence_privilege(asked.role, to_regclass(asked.schema || '.' || sequence), 'SELECT'), false)), false)
                FROM (VALUES (?::text, ?::text)) AS asked (role, schema), unnest(ARRAY['freshet_cycle', 'freshet_direct']) sequence
                GROUP BY asked.role, asked.schema""")) {
            statement.setString(1, role);
            statement.setString(2, Quoting.identifier(schema));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The triggers that Freshet has on tables, by table. */
    Map<Long, List<InstalledTrigger>> triggers() throws SQLException {
        Map<Long, List<InstalledTrigger>> triggers = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                triggers.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                        .add(InstalledTrigger.of(rows));
            }
        }
        return triggers;
    }

    /** SQL that drops each trigger and each trigger function of a schema's outbox. */
    List<String> drops(String schema) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass), 1
                FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE NOT t.tgisinternal AND n.nspname = ? AND p.proname LIKE 'freshet\\_capture%'
                UNION ALL
                SELECT format('DROP FUNCTION %s', p.oid::regprocedure), 2
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname = ? AND p.proname LIKE 'freshet\\_capture%' ORDER BY 2, 1""")) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                }
            }
        }
        return drops;
    }

    /** SQL that drops each trigger of version 2 and before. */
    List<String> oldDrops(String schema) throws SQLException {
        return drops(schema).stream()
                .filter(drop -> drop.matches("DROP TRIGGER freshet_(insert|update|delete|truncate) .*"))
                .toList();
    }

    /** What rows of a table can be told by; empty without such a table. */
    Map<String, ColumnKind> kinds(String table, Place place) throws SQLException {
        Map<String, ColumnKind> kinds = new TreeMap<>();
        try {
            for (CapturedTable found : tables(Set.of(table), Set.of(), "", place)) {
                for (TableColumn column : found.columns()) {
                    kinds.putIfAbsent(
                            column.name().toLowerCase(Locale.ROOT),
                            ColumnText.hasText(column) ? column.kind() : ColumnKind.OTHER);
                }
            }
        } catch (UnknownTableException e) {
            return Map.of(); // whoever captures it says so
        }
        return kinds;
    }

    /** Version 3 knew no conditions. */
    private static String shapesIn(String registry) {
        return "SELECT s.table_name, s.pinned, s.reads, coalesce(to_jsonb(s) ->> 'condition', '') FROM " + registry
                + " s ORDER BY 1, 2, 3";
    }
}
