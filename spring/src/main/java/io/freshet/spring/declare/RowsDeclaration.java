package io.freshet.spring.declare;

import io.freshet.annotation.DependsOn;
import io.freshet.key.KeyTemplate;
import io.freshet.resolve.DeclarationException;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.settings.Names;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Condition;
import io.freshet.tag.Dependency;
import io.freshet.tag.KeyedRows;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads one {@link DependsOn} of a cached method. Gathers every mistake rather than the first. Used once, by one thread.
 *
 * <p>An entity that is kept in several tables depends by rows on the one that has the columns of {@code by}, and on the others as a whole, unless
 * all that is read is named and stands in the first.
 */
final class RowsDeclaration {

    private static final String SUPPORTED =
            "rows can be told by smallint, integer, bigint, text, varchar, enum, boolean, uuid and date";

    private final Method method;
    private final KeyTemplate template;
    private final DependsOn annotation;
    private final Schema schema;
    private final List<Mistake> mistakes = new ArrayList<>();

    RowsDeclaration(Method method, KeyTemplate template, DependsOn annotation, Schema schema) {
        this.method = method;
        this.template = template;
        this.annotation = annotation;
        this.schema = schema;
    }

    /** What it says; nothing if there are mistakes. */
    List<Dependency> dependencies() {
        Optional<Schema.Source> found = source();
        if (found.isEmpty()) {
            return List.of();
        }
        Schema.Source source = found.get();
        SortedMap<String, SortedMap<String, String>> pinned = new TreeMap<>();
        SortedMap<String, SortedSet<String>> reads = new TreeMap<>();
        for (String by : annotation.by()) {
            pin(by, source, pinned);
        }
        for (String column : annotation.columns()) {
            find(column.strip(), source)
                    .ifPresent(place -> reads.computeIfAbsent(place.table(), table -> new TreeSet<>())
                            .add(place.column()));
        }
        ConditionDeclaration.Inside inside =
                new ConditionDeclaration(annotation.where(), source, name -> find(name, source), this::mistake).read();
        if (!inside.table().isEmpty() && !pinned.isEmpty() && !pinned.containsKey(inside.table())) {
            mistake(
                    "pins columns of " + pinned.firstKey() + ", and has a condition on " + inside.table(),
                    "Write one @DependsOn(table = ...) for each");
        }
        if (pinned.size() > 1) {
            mistake("pins columns of several tables " + pinned.keySet(), "Write one @DependsOn(table = ...) for each");
        }
        List<Dependency> dependencies = mistakes.isEmpty() ? joined(source, pinned, reads, inside) : List.of();
        dependencies.forEach(this::check);
        return mistakes.isEmpty() ? dependencies : List.of();
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    private void check(Dependency dependency) {
        if (dependency instanceof KeyedRows rows && !rows.shape().where().isAlways()) {
            schema.unanswerable()
                    .apply(rows.shape())
                    .forEach(why -> mistake(
                            "has the condition \"" + rows.shape().where() + "\", which table "
                                    + rows.shape().table() + " cannot answer: " + why,
                            "Compare columns with constants of their type: smallint to bigint and numeric with numbers, text and enums"
                                    + " with texts, boolean with TRUE and FALSE, date with dates"));
        }
    }

    private Optional<Schema.Source> source() {
        boolean hasEntity = annotation.entity() != void.class;
        if (hasEntity == !annotation.table().isBlank()) {
            mistake(hasEntity ? "names an entity and a table" : "names neither an entity nor a table", "Name one");
            return Optional.empty();
        }
        try {
            return Optional.of(hasEntity ? schema.of(annotation.entity()) : schema.of(annotation.table()));
        } catch (DeclarationException e) {
            mistake("cannot be read: " + e.getMessage(), "");
            return Optional.empty();
        }
    }

    private void pin(String by, Schema.Source source, SortedMap<String, SortedMap<String, String>> pinned) {
        String[] sides = by.split("=", 2);
        String parameter = sides[sides.length - 1].strip();
        Optional<Schema.Found> place = find(sides[0].strip(), source);
        Optional<Parameter> given = parameter(parameter);
        if (place.isEmpty() || given.isEmpty()) {
            return;
        }
        Schema.Found column = place.get();
        String spelled = "'" + column.column() + "' of " + column.table();
        Class<?> type = given.get().getType();
        if (column.isConverted()) {
            mistake(
                    "pins " + spelled + ", which a converter writes, so that its rows have other values than '"
                            + parameter + "'",
                    "Leave it out of by, and depend on more rows");
        } else if (column.kind() == ColumnKind.OTHER) {
            mistake(
                    "pins " + spelled + ", whose type has no text that Java and the database agree upon",
                    "Leave it out of by; " + SUPPORTED);
        } else if (!accepts(column, type)) {
            mistake(
                    "pins " + spelled
                            + (column.kind() == null
                                    ? ""
                                    : ", which is " + column.kind().name().toLowerCase(Locale.ROOT) + ",")
                            + " to the parameter '" + parameter + "' of type " + type.getSimpleName(),
                    "Give the parameter the type of the column, or leave it out of by; " + SUPPORTED);
        } else if (!template.valueNames().contains(parameter)) {
            mistake(
                    "pins " + spelled + " to the parameter '" + parameter + "', which is no part of the key '"
                            + template + "', so that one entry would stand for several rows",
                    "Put {" + parameter + "} into the key, or leave it out of by");
        } else {
            pinned.computeIfAbsent(column.table(), table -> new TreeMap<>()).put(column.column(), parameter);
        }
    }

    /** Where the database tells no types, any type will do that some column has. */
    private static boolean accepts(Schema.Found column, Class<?> type) {
        ColumnKind known = column.kind();
        return known == null
                ? Stream.of(ColumnKind.values()).anyMatch(kind -> kind.accepts(type))
                : known.accepts(type);
    }

    private Optional<Parameter> parameter(String name) {
        Optional<Parameter> found = Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            List<String> names = Arrays.stream(method.getParameters())
                    .map(Parameter::getName)
                    .toList();
            mistake(
                    "takes the value of a parameter '" + name + "', which the method does not have"
                            + nearest(name, names),
                    "Write \"column=parameter\" where their names differ");
        }
        return found;
    }

    private Optional<Schema.Found> find(String name, Schema.Source source) {
        Optional<Schema.Found> found = source.find(name);
        if (found.isEmpty()) {
            mistake(
                    "names '" + name + "', which is neither an attribute nor a column of " + source.name()
                            + nearest(name, source.names()),
                    "");
        }
        return found;
    }

    private static String nearest(String name, List<String> known) {
        return Names.nearest(name, known)
                .map(nearest -> "; the nearest name is '" + nearest + "'")
                .orElse("");
    }

    private List<Dependency> joined(
            Schema.Source source,
            SortedMap<String, SortedMap<String, String>> pinned,
            SortedMap<String, SortedSet<String>> reads,
            ConditionDeclaration.Inside inside) {
        List<Dependency> dependencies = new ArrayList<>();
        for (String table : source.tables()) {
            SortedMap<String, String> segments = pinned.getOrDefault(table, new TreeMap<>());
            SortedSet<String> columns = reads.getOrDefault(table, new TreeSet<>());
            Condition where = inside.of(table);
            boolean isRead = reads.isEmpty() || !columns.isEmpty() || !segments.isEmpty() || !where.isAlways();
            if (isRead) {
                boolean isWhole = segments.isEmpty() && columns.isEmpty() && where.isAlways();
                KeyedRows rows = KeyedRows.of(
                        table, segments, reads.isEmpty() ? List.of() : withPinned(columns, segments), where);
                dependencies.add(isWhole ? rows.wholeTable() : rows);
            }
        }
        return dependencies;
    }

    private static SortedSet<String> withPinned(SortedSet<String> columns, SortedMap<String, String> segments) {
        SortedSet<String> all = new TreeSet<>(columns);
        all.addAll(segments.keySet());
        return all;
    }

    private void mistake(String what, String remedy) {
        String named = annotation.entity() != void.class
                ? "entity = " + annotation.entity().getSimpleName() + ".class"
                : "table = \"" + annotation.table() + "\"";
        mistakes.add(new Mistake(
                "@DependsOn(" + named + ") on " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                        + " " + what,
                remedy));
    }
}
