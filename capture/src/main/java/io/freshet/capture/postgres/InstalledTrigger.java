package io.freshet.capture.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /** What the triggers of a table lack to tell all that it must tell; empty for nothing. */
    static String lacking(List<InstalledTrigger> triggers, CapturedTable table, String schema, String function) {
        if (triggers.size() < TRIGGERS_OF_A_TABLE) {
            Set<String> present = triggers.stream().map(InstalledTrigger::name).collect(Collectors.toSet());
            return present.isEmpty() ? "there are none" : "there are only " + new TreeSet<>(present);
        }
        Map<String, List<String>> named = new TreeMap<>();
        triggers.forEach(
                trigger -> named.computeIfAbsent(trigger.lacking(table, schema, function), lacking -> new ArrayList<>())
                        .add(trigger.name));
        named.remove("");
        return named.entrySet().stream()
                .map(lacking -> String.join(", ", lacking.getValue()) + ": " + lacking.getKey())
                .collect(Collectors.joining("; "));
    }

    private String lacking(CapturedTable table, String wantedSchema, String wantedFunction) {
        if (!isAlways) {
            return "disabled, or not in all sessions enabled";
        }
        if (!schema.equals(wantedSchema) || !function.equals(wantedFunction)) {
            return "calling " + schema + "." + function + " instead of " + wantedSchema + "." + wantedFunction;
        }
        Set<String> untold = new TreeSet<>(table.names());
        untold.removeAll(names);
        return untold.isEmpty() ? "" : "not telling the name " + String.join(", ", untold);
    }
}
