package io.freshet.capture.postgres;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.Condition;
import io.freshet.tag.Condition.Constant;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A condition as SQL, and whether a table can answer it. A row is inside if the condition is true; unknown, as a comparison with null is, means
 * outside, as in a WHERE. Every operator has its schema, since no search path is set where it is asked.
 */
final class ConditionSql {

    private ConditionSql() {}

    /** Whether a row is inside: true or false, never null. To be asked of tables that have no {@link #unfit} column. */
    static String isInside(Condition condition, String row, CapturedTable table) {
        return condition.isAlways() ? "true" : "(" + sql(condition, row, table) + ") IS TRUE";
    }

    private static String sql(Condition condition, String row, CapturedTable table) {
        if (condition instanceof Condition.All all) {
            return joined(all.parts(), " AND ", row, table);
        } else if (condition instanceof Condition.Any any) {
            return joined(any.parts(), " OR ", row, table);
        }
        Condition.Test test = (Condition.Test) condition;
        TableColumn column = table.column(test.column()).orElseThrow();
        String value = row + "." + Quoting.identifier(column.name());
        if (test instanceof Condition.Comparison comparison) {
            return compared(value, comparison.operator(), comparison.constant(), column);
        } else if (test instanceof Condition.OneOf several) {
            Condition.Operator operator = several.isNegated() ? Condition.Operator.DIFFERENT : Condition.Operator.EQUAL;
            return several.constants().stream()
                    .map(constant -> compared(value, operator, constant, column))
                    .collect(Collectors.joining(several.isNegated() ? " AND " : " OR "));
        }
        return value + (((Condition.Nullness) test).isNegated() ? " IS NOT NULL" : " IS NULL");
    }

    private static String compared(String value, Condition.Operator operator, Constant constant, TableColumn column) {
        return value + " OPERATOR(pg_catalog." + operator.symbol() + ") " + literal(constant, column);
    }

    private static String joined(List<Condition> parts, String word, String row, CapturedTable table) {
        return parts.stream().map(part -> "(" + sql(part, row, table) + ")").collect(Collectors.joining(word));
    }

    /** A text has no type of its own, so that it becomes what the column is: an enum, a uuid. */
    private static String literal(Constant constant, TableColumn column) {
        String quoted = Quoting.text(constant.text());
        return switch (constant.kind()) {
            case TEXT -> column.kind() == ColumnKind.DATE ? quoted + "::pg_catalog.date" : quoted;
            case DATE -> quoted + "::pg_catalog.date";
            case NUMBER -> "(" + constant.text() + ")";
            case BOOLEAN -> constant.text();
        };
    }

    /** Why a table cannot answer it, in words; empty if it can. */
    static List<String> unfit(Condition condition, CapturedTable table) {
        List<String> unfit = new ArrayList<>();
        condition.tests().forEach(test -> {
            Optional<TableColumn> column = table.column(test.column());
            if (column.isEmpty()) {
                unfit.add("without column " + test.column() + ", which a condition of caches names"
                        + nearest(test.column(), table));
            } else if (!column.get().isStored()) {
                unfit.add("triggers are not told the generated column " + test.column()
                        + ", which a condition of caches names");
            } else {
                test.constants().stream()
                        .filter(constant -> !fits(constant, column.get()))
                        .map(constant -> mismatch(constant, column.get()))
                        .forEach(unfit::add);
            }
        });
        return unfit.stream().distinct().toList();
    }

    private static String nearest(String name, CapturedTable table) {
        return NearestName.of(
                        name, table.columns().stream().map(TableColumn::name).toList())
                .map(nearest -> "; the nearest name is " + nearest)
                .orElse("");
    }

    private static String mismatch(Constant constant, TableColumn column) {
        String labels = column.labels().isEmpty() ? "" : ", whose values are " + String.join(", ", column.labels());
        return "column " + column.name() + " of type " + column.type() + labels + " cannot be compared with "
                + constant;
    }

    private static boolean fits(Constant constant, TableColumn column) {
        String text = constant.text();
        return switch (column.kind()) {
            case INTEGER -> constant.kind() == Constant.Kind.NUMBER;
            case BOOLEAN -> constant.kind() == Constant.Kind.BOOLEAN;
            case DATE -> constant.kind() == Constant.Kind.DATE || (isText(constant) && isDate(text));
            case UUID -> isText(constant) && isUuid(text);
            case TEXT ->
                isText(constant)
                        && (column.labels().isEmpty() || column.labels().contains(text));
            case OTHER -> fitsOther(constant, column.type());
        };
    }

    /** What rows cannot be told by may still be compared, unless the answer depends on the session, as that of a time with a zone. */
    private static boolean fitsOther(Constant constant, String type) {
        return switch (constant.kind()) {
            case NUMBER -> type.matches("numeric.*|real|double precision");
            case DATE -> type.matches("timestamp.* without time zone");
            case TEXT -> type.matches("text|character.*");
            case BOOLEAN -> false;
        };
    }

    private static boolean isText(Constant constant) {
        return constant.kind() == Constant.Kind.TEXT;
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
