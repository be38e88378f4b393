package io.freshet.capture.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A trigger that is there.
 *
 * @param name its name
 * @param isAlways whether it fires always, not only in sessions that are no replicas
 * @param schema the schema of its function
 * @param function its function
 * @param names its arguments
 */
record InstalledTrigger(String name, boolean isAlways, String schema, String function, Set<String> names) {

    private static final int TRIGGERS_OF_A_TABLE = 4;

    static InstalledTrigger of(ResultSet row) throws SQLException {
        String arguments = new String(HexFormat.of().parseHex(row.getString(6)), StandardCharsets.UTF_8);
        Set<String> names = new TreeSet<>(Arrays.asList(arguments.split("\0", -1)));
        names.remove("");
        return new InstalledTrigger(
                row.getString(2), "A".equals(row.getString(3)), row.getString(4), row.getString(5), names);
    }

    /** Whether the triggers of a table tell all that it must tell. */
    static boolean suffice(List<InstalledTrigger> triggers, CapturedTable table, String schema, String function) {
        return triggers.size() == TRIGGERS_OF_A_TABLE
                && triggers.stream()
                        .allMatch(trigger -> trigger.isAlways
                                && trigger.schema.equals(schema)
                                && trigger.function.equals(function)
                                && trigger.names.containsAll(table.names()));
    }
}
