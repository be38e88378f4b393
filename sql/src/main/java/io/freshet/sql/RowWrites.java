package io.freshet.sql;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows that a statement writes: of INSERT with VALUES, and of UPDATE and DELETE with a plain condition. Each is put together again from
 * what was understood of it and compared with the whole, so that no clause is overlooked. Parses each time it is asked, which may take milliseconds.
 */
public final class RowWrites {

    private static final String WHERE = " WHERE ";

    private RowWrites() {}

    /** The rows; empty if the statement does anything else, or more. */
    public static Optional<RowWrite> of(String sql) {
        try {
            BareText text = BareText.of(sql);
            return text.hasSeveralStatements() ? Optional.empty() : of(CCJSqlParserUtil.parse(sql));
        } catch (JSQLParserException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static Optional<RowWrite> of(Statement statement) {
        if (statement instanceof Insert insert) {
            return inserted(insert);
        } else if (statement instanceof Update update) {
            return updated(update);
        }
        return statement instanceof Delete delete ? deleted(delete) : Optional.empty();
    }

    private static Optional<RowWrite> inserted(Insert insert) {
        if (insert.getColumns() == null || !(insert.getSelect() instanceof Values values)) {
            return Optional.empty();
        }
        String understood = "INSERT INTO " + insert.getTable() + " ("
                + insert.getColumns().stream().map(Column::toString).collect(Collectors.joining(", ")) + ") " + values;
        List<String> columns = insert.getColumns().stream().map(RowWrites::name).toList();
        List<List<RowWrite.Given>> rows = rows(values.getExpressions());
        boolean fits = rows.stream().allMatch(row -> row.size() == columns.size());
        return fits && understood.equals(insert.toString())
                ? Optional.of(new RowWrite.Inserts(table(insert.getTable().getFullyQualifiedName()), columns, rows))
                : Optional.empty();
    }

    private static List<List<RowWrite.Given>> rows(ExpressionList<?> values) {
        boolean areRows = values.stream().allMatch(ExpressionList.class::isInstance);
        List<List<RowWrite.Given>> rows = new ArrayList<>();
        if (areRows) {
            values.forEach(row -> rows.add(row((ExpressionList<?>) row)));
        } else {
            rows.add(row(values));
        }
        return rows;
    }

    private static List<RowWrite.Given> row(ExpressionList<?> values) {
        return values.stream().map(RowWrites::given).toList();
    }

    private static RowWrite.Given given(Expression value) {
        if (value instanceof JdbcParameter parameter && parameter.getIndex() != null) {
            return new RowWrite.Given.Parameter(parameter.getIndex());
        } else if (value instanceof NullValue) {
            return new RowWrite.Given.Constant(null);
        } else if (value instanceof StringValue text && text.getPrefix() == null) {
            return new RowWrite.Given.Constant(text.getNotExcapedValue());
        } else if (value instanceof LongValue number && number.getStringValue().length() < 18) {
            return new RowWrite.Given.Constant(number.getValue());
        }
        return RowWrite.Given.Computed.INSTANCE;
    }

    private static Optional<RowWrite> updated(Update update) {
        String sets = update.getUpdateSets().stream()
                .map(set -> set.getColumns().stream().map(Column::toString).collect(Collectors.joining(", ")) + " = "
                        + set.getValues())
                .collect(Collectors.joining(", "));
        boolean areSingle = update.getUpdateSets().stream()
                .allMatch(set -> set.getColumns().size() == 1 && set.getValues().size() == 1);
        String understood = "UPDATE " + update.getTable() + " SET " + sets + where(update.getWhere());
        if (!areSingle || !understood.equals(update.toString())) {
            return Optional.empty();
        }
        Set<String> columns = update.getUpdateSets().stream()
                .flatMap(set -> set.getColumns().stream())
                .map(RowWrites::name)
                .collect(Collectors.toSet());
        return changed(
                update.getTable().getFullyQualifiedName(),
                update.getTable().toString(),
                false,
                columns,
                update.getWhere());
    }

    private static Optional<RowWrite> deleted(Delete delete) {
        String understood = "DELETE FROM " + delete.getTable() + where(delete.getWhere());
        return understood.equals(delete.toString())
                ? changed(
                        delete.getTable().getFullyQualifiedName(),
                        delete.getTable().toString(),
                        true,
                        Set.of(),
                        delete.getWhere())
                : Optional.empty();
    }

    private static Optional<RowWrite> changed(
            String table, String from, boolean deletes, Set<String> sets, @Nullable Expression where) {
        return PlainCondition.of(where)
                .map(condition -> new RowWrite.Changes(
                        table(table),
                        from,
                        deletes,
                        sets,
                        where == null ? "" : where.toString(),
                        condition.columns(),
                        condition.parameters()));
    }

    private static String where(@Nullable Expression condition) {
        return condition == null ? "" : WHERE + condition;
    }

    private static String table(String name) {
        return WrittenTables.plain(name);
    }

    private static String name(Column column) {
        return WrittenTables.plain(column.getColumnName());
    }
}
