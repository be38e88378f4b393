package io.freshet.capture.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Works out which steps lead from what is in the catalog to what is asked. */
final class Plan {

    private final Catalog catalog;
    private final CaptureOptions options;
    private final Place place;
    private final PostgresSchema schema;

    Plan(Catalog catalog, CaptureOptions options, Place place) {
        this.catalog = catalog;
        this.options = options;
        this.place = place;
        this.schema = new PostgresSchema(place.schema(), options.tenantColumn());
    }

    /** What is still to be done, and what was found instead. */
    List<Step> missing(Set<String> names) throws SQLException {
        List<CapturedTable> tables = catalog.tables(names, options.tenantColumn(), place);
        List<Step> steps = new ArrayList<>();
        String parts = catalog.missingParts(place.schema());
        if (!parts.isEmpty() || isOld("freshet_collect", schema.outbox())) {
            steps.add(outbox().because(parts.isEmpty() ? found("freshet_collect") : "without " + parts));
        }
        if (isOld(schema.tenantFunctionName(), schema.tenantFunction())) {
            steps.add(tenantFunction().because(found(schema.tenantFunctionName())));
        }
        addTriggers(steps, tables);
        for (String role : new TreeSet<>(options.applicationRoles())) {
            if (!catalog.mayRelay(place.schema(), role)) {
                steps.add(grants(role).because("it lacks rights"));
            }
        }
        return steps;
    }

    private void addTriggers(List<Step> steps, List<CapturedTable> tables) throws SQLException {
        Map<Long, List<InstalledTrigger>> installed = catalog.triggers();
        for (CapturedTable table : tables) {
            List<InstalledTrigger> triggers = installed.getOrDefault(table.oid(), List.of());
            String lacking = InstalledTrigger.lacking(triggers, table, place.schema(), schema.functionFor(table));
            if (!lacking.isEmpty()) {
                steps.add(triggers(named(table, triggers)).because(lacking));
            }
        }
    }

    /** With the names that another application gave to it. */
    private static CapturedTable named(CapturedTable table, List<InstalledTrigger> triggers) {
        triggers.forEach(trigger -> table.names().addAll(trigger.names()));
        return table;
    }

    /** All that there is to do in a database that has nothing of it; what other applications have there stays. */
    List<Step> complete(Set<String> names) throws SQLException {
        List<Step> steps = new ArrayList<>(List.of(outbox(), tenantFunction()));
        Map<Long, List<InstalledTrigger>> installed = catalog.triggers();
        catalog.tables(names, options.tenantColumn(), place)
                .forEach(table -> steps.add(triggers(named(table, installed.getOrDefault(table.oid(), List.of())))));
        new TreeSet<>(options.applicationRoles()).forEach(role -> steps.add(grants(role)));
        return steps;
    }

    /** All that takes it away again. */
    List<Step> removal() throws SQLException {
        List<Step> steps = new ArrayList<>();
        catalog.drops(place.schema()).forEach(drop -> steps.add(Step.of("run " + drop, drop)));
        steps.add(Step.of("drop the outbox in schema " + place.schema(), schema.removal()));
        return steps;
    }

    /** A later version's function is not replaced: it tells at least as much. */
    private boolean isOld(String function, String sql) throws SQLException {
        String comment = catalog.comment(place.schema(), function);
        return !comment.equals(PostgresSchema.generationOf(sql)) && versionOf(comment) <= PostgresSchema.VERSION;
    }

    private static int versionOf(String comment) {
        String[] words = comment.split(" ", -1);
        return words.length == 3 && words[1].matches("\\d{1,6}") ? Integer.parseInt(words[1]) : 0;
    }

    private String found(String function) throws SQLException {
        int version = versionOf(catalog.comment(place.schema(), function));
        if (version == 0) {
            return "not there";
        }
        return version == PostgresSchema.VERSION
                ? "changed"
                : "version " + version + " instead of " + PostgresSchema.VERSION;
    }

    private Step outbox() {
        return new Step(
                "outbox",
                "create the outbox in schema \"" + place.schema() + "\"",
                "",
                schema.outbox(),
                schema.removal());
    }

    private Step tenantFunction() {
        return new Step(
                "tenants",
                "create the trigger function in schema \"" + place.schema() + "\"",
                "",
                schema.tenantFunction(),
                schema.tenantFunctionRemoval());
    }

    private Step triggers(CapturedTable table) {
        return new Step(
                "triggers-" + table.schema() + "." + table.name(),
                "create triggers on table " + table.qualified(),
                "",
                schema.triggers(table),
                schema.triggersRemoval(table));
    }

    private Step grants(String role) {
        return new Step(
                "rights-" + role,
                "grant the outbox to role \"" + role + "\"",
                "",
                schema.grants(role),
                schema.grantsRemoval(role));
    }
}
