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

    /** What is still to be done. */
    List<Step> missing(Set<String> names) throws SQLException {
        List<CapturedTable> tables = catalog.tables(names, options.tenantColumn(), place);
        List<Step> steps = new ArrayList<>();
        if (isOld("freshet_collect", schema.outbox())) {
            steps.add(outbox());
        }
        if (isOld(schema.tenantFunctionName(), schema.tenantFunction())) {
            steps.add(tenantFunction());
        }
        Map<Long, List<InstalledTrigger>> installed = catalog.triggers();
        for (CapturedTable table : tables) {
            List<InstalledTrigger> triggers = installed.getOrDefault(table.oid(), List.of());
            if (!InstalledTrigger.suffice(triggers, table, place.schema(), schema.functionFor(table))) {
                triggers.forEach(
                        trigger -> trigger.names().forEach(name -> table.names().add(name)));
                steps.add(triggers(table));
            }
        }
        for (String role : new TreeSet<>(options.applicationRoles())) {
            if (!catalog.mayRelay(place.schema(), role)) {
                steps.add(grants(role));
            }
        }
        return steps;
    }

    /** All that there is to do in a database that has nothing of it. */
    List<Step> complete(Set<String> names) throws SQLException {
        List<Step> steps = new ArrayList<>(List.of(outbox(), tenantFunction()));
        catalog.tables(names, options.tenantColumn(), place).forEach(table -> steps.add(triggers(table)));
        new TreeSet<>(options.applicationRoles()).forEach(role -> steps.add(grants(role)));
        return steps;
    }

    /** All that takes it away again. */
    List<Step> removal() throws SQLException {
        List<Step> steps = new ArrayList<>();
        catalog.drops(place.schema()).forEach(drop -> steps.add(new Step("run " + drop, drop)));
        steps.add(new Step("drop the outbox in schema " + place.schema(), schema.removal()));
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

    private Step outbox() {
        return new Step("create the outbox in schema \"" + place.schema() + "\"", schema.outbox());
    }

    private Step tenantFunction() {
        return new Step("create the trigger function in schema \"" + place.schema() + "\"", schema.tenantFunction());
    }

    private Step triggers(CapturedTable table) {
        return new Step("create triggers on table " + table.qualified(), schema.triggers(table));
    }

    private Step grants(String role) {
        return new Step("grant the outbox to role \"" + role + "\"", schema.grants(role));
    }
}
