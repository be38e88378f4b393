package io.freshet.capture.observe;

import io.freshet.sql.Operand;
import io.freshet.sql.TableRead;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.ReadRows;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Which rows and columns of a table one place of a statement reads, by the values that are bound. In doubt it says more.
 *
 * @param words every word of the statement
 * @param parameters the values of its parameters, null where one is not known
 */
record PinnedRows(TableRead read, Set<String> words, IntFunction<@Nullable Object> parameters) {

    /** They change with every write to their row, and have no place in a shape. */
    private static final Set<String> OF_THE_SYSTEM = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    /** The values that the column is compared with; none if one of them is not known. */
    List<Object> values(String column) {
        Operand operand = read.pinned().get(column);
        List<Operand> operands = operand == null
                ? List.of()
                : operand instanceof Operand.OneOf some ? some.operands() : List.of(operand);
        List<Object> values =
                operands.stream().flatMap(one -> value(one).stream()).toList();
        return values.size() == operands.size() ? values : List.of();
    }

    private Optional<Object> value(Operand operand) {
        return operand instanceof Operand.Parameter parameter
                ? Optional.ofNullable(parameters.apply(parameter.index()))
                : operand instanceof Operand.Literal literal ? Optional.of(literal.text()) : Optional.empty();
    }

    /** The rows; empty if it may be any of the table. */
    Optional<ReadRows> of(Known.Tables known) {
        Map<String, ColumnKind> kinds = known.columns();
        if (!known.isItself() || kinds.isEmpty() || words.stream().anyMatch(OF_THE_SYSTEM::contains)) {
            return Optional.empty();
        }
        SortedMap<String, Set<String>> texts = new TreeMap<>();
        for (String column : read.pinned().keySet()) {
            Set<String> pinned = texts(column, kinds);
            if (!pinned.isEmpty()) {
                texts.put(column, pinned);
            }
        }
        return Optional.of(new ReadRows(known.tables().iterator().next(), texts, reads(kinds.keySet())));
    }

    /** All of them, or none: a null, which equals nothing, is a value that is not known. */
    private Set<String> texts(String column, Map<String, ColumnKind> kinds) {
        ColumnKind kind = kinds.getOrDefault(column, ColumnKind.OTHER);
        List<Object> values = values(column);
        List<String> texts = values.stream()
                .flatMap(value -> PinnedText.of(kind, value).stream())
                .toList();
        return texts.size() == values.size() ? Set.copyOf(texts) : Set.of();
    }

    /** Whatever the statement names, wherever it stands; a name that is no column may be a function of the row, and mean all of them. */
    private SortedSet<String> reads(Set<String> columns) {
        boolean isExact = !read.isWhole()
                && !words.contains("*")
                && read.columns().stream()
                        .allMatch(column -> columns.contains(column) && column.equals(column.toLowerCase(Locale.ROOT)));
        if (!isExact) {
            return new TreeSet<>();
        }
        Set<String> named = new LinkedHashSet<>(read.columns());
        words.stream().filter(columns::contains).forEach(named::add);
        return new TreeSet<>(named);
    }
}
