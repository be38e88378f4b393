package io.freshet.capture.postgres;

import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    List<Step> missing(Shapes asked) throws SQLException {
        List<Step> steps = new ArrayList<>();
        String parts = catalog.missingParts(place.schema());
        if (!parts.isEmpty() || isOld("freshet_collect", schema.outbox())) {
            steps.add(outbox().because(parts.isEmpty() ? found("freshet_collect") : "without " + parts));
        }
        steps.addAll(missingTables(asked).values());
        for (String role : new TreeSet<>(options.applicationRoles())) {
            if (!catalog.mayRelay(place.schema(), role)) {
                steps.add(grants(role).because("it lacks rights"));
            }
        }
        return steps;
    }

    /** Those of the asked shapes that every trigger tells now. */
    Shapes told(Shapes asked) throws SQLException {
        Set<Shape> told = new LinkedHashSet<>();
        for (Shape shape : asked.all()) {
            if (missingTables(new Shapes(Set.of(shape))).isEmpty()) {
                told.add(shape);
            }
        }
        return new Shapes(told);
    }

    private Map<CapturedTable, Step> missingTables(Shapes asked) throws SQLException {
        Set<Shape> registered = catalog.shapes(place.schema());
        Map<Long, List<InstalledTrigger>> installed = catalog.triggers();
        Map<CapturedTable, Step> steps = new LinkedHashMap<>();
        for (CapturedTable table : tables(asked, registered)) {
            Set<Shape> shapes = shapesOf(table, asked, registered);
            List<InstalledTrigger> triggers = installed.getOrDefault(table.oid(), List.of());
            String why = Stream.of(
                            InstalledTrigger.lacking(triggers, place.schema(), schema.functionFor(table)),
                            triggers.isEmpty() ? "" : changed(table, shapes, registered))
                    .filter(reason -> !reason.isEmpty())
                    .collect(Collectors.joining("; "));
            if (!why.isEmpty()) {
                steps.put(table, triggers(table, shapes).because(why));
            }
        }
        return steps;
    }

    /** What is wrong with the function of a table; empty for nothing. A later version's tells all that is registered. */
    private String changed(CapturedTable table, Set<Shape> shapes, Set<Shape> registered) throws SQLException {
        if (!registered.containsAll(shapes)) {
            return "not telling "
                    + shapes.stream()
                            .filter(shape -> !registered.contains(shape))
                            .map(Shape::toString)
                            .sorted()
                            .collect(Collectors.joining("; "));
        }
        String comment = catalog.comment(place.schema(), schema.functionFor(table));
        if (comment.equals(schema.generation(table, shapes)) || versionOf(comment) > PostgresSchema.VERSION) {
            return "";
        }
        List<String> blind = new TableFunction(table, options.tenantColumn(), shapes).blind();
        return blind.isEmpty() ? "function " + found(schema.functionFor(table)) : String.join("; ", blind);
    }

    private List<CapturedTable> tables(Shapes asked, Set<Shape> registered) throws SQLException {
        return catalog.tables(asked.tables(), new Shapes(registered).tables(), options.tenantColumn(), place);
    }

    /** Without those that stand for one whose condition was not known when it was registered, and is now. */
    private static Set<Shape> shapesOf(CapturedTable table, Shapes asked, Set<Shape> registered) {
        List<Shape> all = Stream.concat(asked.all().stream(), registered.stream())
                .filter(shape -> table.names().contains(shape.table()))
                .toList();
        Set<Shape> guessed = all.stream()
                .filter(shape -> !shape.where().isAlways())
                .map(shape -> Shape.of(shape.table(), shape.pinned(), shape.marks()))
                .collect(Collectors.toSet());
        return all.stream().filter(shape -> !guessed.contains(shape)).collect(Collectors.toSet());
    }

    /** All that there is to do in a database that has nothing of it; what other applications have there stays. */
    List<Step> complete(Shapes asked) throws SQLException {
        Set<Shape> registered = catalog.shapes(place.schema());
        List<Step> steps = new ArrayList<>(List.of(outbox()));
        tables(asked, registered).forEach(table -> steps.add(triggers(table, shapesOf(table, asked, registered))));
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

    /** What version 2 and before had on tables. */
    List<Step> removalOfOld() throws SQLException {
        List<Step> steps = new ArrayList<>();
        catalog.oldDrops(place.schema()).forEach(drop -> steps.add(Step.of("run " + drop, drop)));
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

    private Step triggers(CapturedTable table, Set<Shape> shapes) {
        return new Step(
                "triggers-" + table.schema() + "." + table.name(),
                "create triggers on table " + table.qualified(),
                "",
                schema.told(table, shapes),
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
