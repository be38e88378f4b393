package io.freshet.capture.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
 */
record InstalledTrigger(String name, boolean isAlways, String schema, String function) {

    private static final int TRIGGERS_OF_A_TABLE = 4;

    static InstalledTrigger of(ResultSet row) throws SQLException {
        return new InstalledTrigger(row.getString(2), "A".equals(row.getString(3)), row.getString(4), row.getString(5));
    }

    /** What the triggers of a table lack to tell all that it must tell; empty for nothing. */
    static String lacking(List<InstalledTrigger> triggers, String schema, String function) {
        if (triggers.size() < TRIGGERS_OF_A_TABLE) {
            Set<String> present = triggers.stream().map(InstalledTrigger::name).collect(Collectors.toSet());
            return present.isEmpty() ? "there are none" : "there are only " + new TreeSet<>(present);
        }
        Map<String, List<String>> named = new TreeMap<>();
        triggers.forEach(
                trigger -> named.computeIfAbsent(trigger.lacking(schema, function), lacking -> new ArrayList<>())
                        .add(trigger.name));
        named.remove("");
        return named.entrySet().stream()
                .map(lacking -> String.join(", ", lacking.getValue()) + ": " + lacking.getKey())
                .collect(Collectors.joining("; "));
    }

    private String lacking(String wantedSchema, String wantedFunction) {
        if (!isAlways) {
            return "disabled, or not in all sessions enabled";
        }
        return schema.equals(wantedSchema) && function.equals(wantedFunction)
                ? ""
                : "calling " + schema + "." + function + " instead of " + wantedSchema + "." + wantedFunction;
    }
}
