package io.freshet.capture.postgres;

import io.freshet.sql.SqlName;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads from the catalog what a name in a query stands for. Takes no locks on tables. */
final class ReadCatalog {

    /** Of extensions whose functions compute, whatever they say of themselves. */
    private static final String COMPUTES = """
            EXISTS (SELECT FROM pg_depend e JOIN pg_extension x ON x.oid = e.refobjid AND e.refclassid = 'pg_extension'::regclass
                    WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'
                      AND x.extname IN ('btree_gin', 'btree_gist', 'citext', 'cube', 'earthdistance', 'fuzzystrmatch', 'hstore', 'intarray',
                                        'isn', 'ltree', 'pg_trgm', 'pgcrypto', 'postgis', 'seg', 'unaccent', 'uuid-ossp', 'vector'))""";

    /** From a name down through views to what they read. */
    private static final String RELATIONS = """
            WITH RECURSIVE reached (oid) AS (
                SELECT to_regclass(?)::oid
                UNION
                SELECT d.refobjid
                FROM reached r JOIN pg_class v ON v.oid = r.oid AND v.relkind = 'v'
                     JOIN pg_rewrite w ON w.ev_class = v.oid
                     JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                          AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid
            )
            SELECT c.relkind, c.relpersistence,
                   lower(CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END),
                   n.nspname IN ('pg_catalog', 'information_schema') OR n.nspname LIKE 'pg\\_toast%%',
                   EXISTS (SELECT FROM pg_rewrite w
                           JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                           LEFT JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
                           JOIN pg_proc p ON p.oid = CASE d.refclassid WHEN 'pg_proc'::regclass THEN d.refobjid ELSE o.oprcode END
                           WHERE w.ev_class = c.oid AND p.provolatile <> 'i' AND p.pronamespace <> 'pg_catalog'::regnamespace
                             AND NOT %1$s),
                   c.relrowsecurity AND EXISTS (SELECT FROM pg_policy y
                           JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = y.oid
                           WHERE y.polrelid = c.oid AND d.refobjid <> c.oid
                             AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)),
                   EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)),
                   c.relrowsecurity
            FROM reached r JOIN pg_class c ON c.oid = r.oid JOIN pg_namespace n ON n.oid = c.relnamespace""".formatted(COMPUTES);

    private static final String FUNCTIONS = """
            SELECT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                           WHERE p.proname = ? AND (n.nspname = ? OR ? = '' AND pg_function_is_visible(p.oid))
                             AND p.provolatile <> 'i' AND n.nspname <> 'pg_catalog' AND NOT %1$s)""".formatted(COMPUTES);

    /** Of one row, so that they may be called like its columns; whatever the search path is, since sessions may have others. */
    private static final String ATTRIBUTES = """
            SELECT DISTINCT p.proname
            FROM pg_proc p JOIN pg_type t ON t.oid = p.proargtypes[0] LEFT JOIN pg_type b ON b.oid = t.typbasetype
            WHERE p.pronargs - p.pronargdefaults <= 1 AND p.prokind = 'f' AND (t.typtype IN ('c', 'p') OR b.typtype = 'c')
              AND p.provolatile <> 'i' AND p.pronamespace <> 'pg_catalog'::regnamespace AND NOT %1$s""".formatted(COMPUTES);

    /** Built in, and yet they read tables, sequences or large objects. */
    private static final Pattern READING = Pattern.compile(
            "(?:query|table|schema|database|cursor)_to_xml.*|nextval|currval|lastval|setval|lo_get|lo_open|loread|ts_stat|ts_rewrite"
                    + "|pg_sequence_last_value|pg_read_file|pg_read_binary_file");

    private final Connection connection;

    ReadCatalog(Connection connection) {
        this.connection = connection;
    }

    /** What reading this depends on. */
    Relations relations(SqlName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELATIONS)) {
            statement.setString(
                    1,
                    name.schema().isEmpty()
                            ? Quoting.identifier(name.name())
                            : Quoting.qualified(name.schema(), name.name()));
            Set<String> tables = new TreeSet<>();
            Set<String> gaps = new TreeSet<>();
            boolean isView = false;
            boolean isInherited = false;
            boolean isGuarded = false;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String gap = gap(row, name);
                    if (!gap.isEmpty()) {
                        gaps.add(gap);
                    }
                    boolean isOneView = "v".equals(row.getString(1));
                    isView |= isOneView;
                    isInherited |= row.getBoolean(7);
                    isGuarded |= row.getBoolean(8);
                    if (!isOneView) {
                        tables.add(row.getString(3));
                    }
                }
            }
            if (tables.isEmpty() && gaps.isEmpty() && !isView) {
                gaps.add("reads \"" + name + "\", which is not found in the search path of the outbox");
            }
            return new Relations(tables, gaps, isView, isInherited, isGuarded);
        }
    }

    private static String gap(ResultSet row, SqlName asked) throws SQLException {
        String kind = row.getString(1);
        String what = row.getString(3);
        String through = what.equals(asked.toString()) ? "" : " through the view \"" + asked + "\"";
        if (row.getBoolean(4)) {
            return "reads the system catalog" + through;
        }
        if (row.getBoolean(5)) {
            return "reads the view \"" + what + "\", which calls a function that may read anything";
        }
        if (row.getBoolean(6)) {
            return "reads the table \"" + what + "\"" + through + ", whose row security reads other tables";
        }
        if ("t".equals(row.getString(2))) {
            return "reads the temporary table \"" + what + "\"" + through;
        }
        return switch (kind) {
            case "r", "p", "v" -> "";
            case "m" -> "reads the materialized view \"" + what + "\"" + through + ", which is refreshed unnoticed";
            case "f" -> "reads the foreign table \"" + what + "\"" + through + ", which is written to unnoticed";
            default -> "reads \"" + what + "\"" + through + ", which is no table";
        };
    }

    /** Whether a function may read what the statement does not name. */
    boolean mayRead(SqlName function) throws SQLException {
        if (READING.matcher(function.name()).matches()) {
            return true;
        }
        try (PreparedStatement statement = connection.prepareStatement(FUNCTIONS)) {
            statement.setString(1, function.name());
            statement.setString(2, function.schema());
            statement.setString(3, function.schema());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The functions that a name behind a dot may call, and that may read what the statement does not name. */
    Set<String> attributes() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ATTRIBUTES);
                ResultSet row = statement.executeQuery()) {
            Set<String> names = new TreeSet<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    /**
     * What a name stands for.
     *
     * @param tables names as in {@code TableDependency}
     * @param gaps what cannot be depended on
     * @param isView whether it is a view
     * @param isInherited whether a table is a partition, or has partitions or children
     * @param isGuarded whether row security adds conditions that the statement does not show
     */
    record Relations(Set<String> tables, Set<String> gaps, boolean isView, boolean isInherited, boolean isGuarded) {

        /** Whether it is one table, and a statement that names it shows all that its answer depends on. */
        boolean isPlain() {
            return tables.size() == 1 && !isView && !isInherited && !isGuarded;
        }
    }
}
