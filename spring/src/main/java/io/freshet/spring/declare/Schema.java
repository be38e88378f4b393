package io.freshet.spring.declare;

import io.freshet.spring.table.EntityColumn;
import io.freshet.spring.table.KnownTables;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is known of tables and their columns: from the entities, and from the database where that can be asked.
 *
 * @param entities the entities
 * @param columns the columns of a table, by their names in lower case; empty if the database is not asked
 * @param unanswerable why a table cannot tell whether a row meets a shape's condition; empty if it can, or is not asked
 */
record Schema(
        KnownTables entities,
        Function<String, Map<String, ColumnKind>> columns,
        Function<Shape, List<String>> unanswerable) {

    Source of(Class<?> entity) {
        return new Source(
                entity.getSimpleName(),
                entities.tablesOf(entity),
                entities.columnsOf(entity),
                entities.constantsOf(entity),
                columns);
    }

    Source of(String table) {
        return new Source("table " + table, Set.of(table.toLowerCase(Locale.ROOT)), Map.of(), Map.of(), columns);
    }

    /**
     * A column that was found.
     *
     * @param kind null where the database tells no types
     */
    record Found(
            String table,
            String column,
            boolean isConverted,
            @Nullable ColumnKind kind) {}

    /** Where columns are looked for. */
    record Source(
            String name,
            Set<String> tables,
            Map<String, EntityColumn> attributes,
            Map<String, List<String>> constants,
            Function<String, Map<String, ColumnKind>> columns) {

        Optional<Found> find(String wanted) {
            return attribute(wanted)
                    .or(() -> tables.stream()
                            .flatMap(table -> inDatabase(wanted, table).stream())
                            .findFirst());
        }

        private Optional<Found> attribute(String wanted) {
            EntityColumn named = attributes.get(wanted);
            return Optional.ofNullable(named)
                    .or(() -> attributes.values().stream()
                            .filter(column -> column.column().equalsIgnoreCase(wanted))
                            .findFirst())
                    .filter(column -> tables.contains(column.table()))
                    .map(column -> new Found(
                            column.table(),
                            column.column().toLowerCase(Locale.ROOT),
                            column.isConverted(),
                            columns.apply(column.table()).get(column.column().toLowerCase(Locale.ROOT))));
        }

        /** An entity whose mapping is not known, as Spring Data JDBC's, has columns in snake case. */
        private Optional<Found> inDatabase(String wanted, String table) {
            Map<String, ColumnKind> kinds = columns.apply(table);
            String column = wanted.toLowerCase(Locale.ROOT);
            if (kinds.isEmpty() && attributes.isEmpty() && tables.size() == 1) {
                return Optional.of(new Found(table, column, false, null));
            }
            String snake = wanted.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
            return List.of(column, snake).stream()
                    .filter(kinds::containsKey)
                    .findFirst()
                    .map(name -> new Found(table, name, false, kinds.get(name)));
        }

        /** The constants that an attribute, or the column of one, can have; empty if that is not known. */
        List<String> constants(String wanted) {
            return constants.entrySet().stream()
                    .filter(attribute -> attribute.getKey().equals(wanted)
                            || (attributes.containsKey(attribute.getKey())
                                    && attributes
                                            .get(attribute.getKey())
                                            .column()
                                            .equalsIgnoreCase(wanted)))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(List.of());
        }

        List<String> names() {
            List<String> names = new ArrayList<>(attributes.keySet());
            tables.forEach(table -> names.addAll(columns.apply(table).keySet()));
            return names;
        }
    }
}
