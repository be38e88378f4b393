package io.freshet.capture.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a table looks like in the catalog, as far as the telling of its writes depends on it: two states are equal if nothing was done to it in
 * between. The transaction that wrote a row of the catalog is part of it, so that triggers which were disabled and enabled again do not look as
 * if nothing had happened.
 *
 * @param names the asked names that stand for it, in whatever way
 * @param triggers its triggers and their functions
 * @param columns its columns and their types
 * @param partitions what it consists of
 * @param file where its rows are, which is another place after they were rewritten
 */
record TableState(Set<String> names, String triggers, String columns, String partitions, String file) {

    /** One query, which takes no locks on tables and reads no rows of theirs. */
    private static final String STATES = Catalog.NAMED_TABLES + """
            SELECT c.oid, array_agg(DISTINCT named.name),
                   coalesce((SELECT string_agg(concat_ws(' ', t.tgname, t.tgenabled, t.xmin, p.oid, p.xmin), ',' ORDER BY t.tgname)
                             FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                             WHERE t.tgrelid = c.oid AND t.tgname LIKE 'freshet\\_told\\_%'), ''),
                   (SELECT md5(string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation), ',' ORDER BY a.attnum))
                    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                   coalesce((SELECT string_agg(i.inhrelid::text, ' ' ORDER BY i.inhrelid) FROM pg_inherits i WHERE i.inhparent = c.oid), ''),
                   c.relfilenode::text
            FROM (SELECT * FROM down UNION SELECT * FROM up) named JOIN pg_class c ON c.oid = named.oid
            GROUP BY c.oid, c.relfilenode""";

    /** The states of all tables that these names stand for, in lower case, by their numbers in the catalog. */
    static Map<Long, TableState> of(Connection connection, Set<String> names) throws SQLException {
        Map<Long, TableState> states = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(STATES)) {
            Catalog.setNames(statement, names);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    states.put(
                            row.getLong(1),
                            new TableState(
                                    Set.of((String[]) row.getArray(2).getArray()),
                                    row.getString(3),
                                    String.valueOf(row.getString(4)),
                                    row.getString(5),
                                    row.getString(6)));
                }
            }
        }
        return states;
    }

    /** What was done to it since, in words; empty for nothing. */
    List<String> since(TableState before) {
        List<String> changes = new ArrayList<>();
        if (!triggers.equals(before.triggers)) {
            changes.add("its triggers or their function were replaced, disabled or enabled");
        }
        if (!columns.equals(before.columns)) {
            changes.add("its columns were changed");
        }
        if (!partitions.equals(before.partitions)) {
            changes.add("partitions were attached, detached or dropped");
        }
        if (!file.equals(before.file)) {
            changes.add("its rows were rewritten");
        }
        return changes;
    }

    /** The names that stand for tables which were changed, are gone, or have come. */
    static Set<String> differing(Map<Long, TableState> before, Map<Long, TableState> after) {
        Set<String> names = new TreeSet<>();
        before.forEach((oid, state) -> {
            TableState now = after.get(oid);
            if (now == null || !now.since(state).isEmpty()) {
                names.addAll(state.names);
            }
        });
        after.forEach((oid, state) -> {
            if (!before.containsKey(oid) || !state.since(before.get(oid)).isEmpty()) {
                names.addAll(state.names);
            }
        });
        return names;
    }
}
