package io.freshet.sql;

import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition that compares columns with values: whether it holds for a row depends on that row alone, and is the same each time it is asked. No
 * function, no subquery.
 *
 * @param columns those in it, in lower case
 * @param parameters those in it, in their order
 */
record PlainCondition(Set<String> columns, List<Integer> parameters) {

    private static final Set<Class<?>> OPERATORS = Set.of(
            AndExpression.class,
            OrExpression.class,
            EqualsTo.class,
            NotEqualsTo.class,
            GreaterThan.class,
            GreaterThanEquals.class,
            MinorThan.class,
            MinorThanEquals.class,
            LikeExpression.class,
            Addition.class,
            Subtraction.class);
    private static final Set<Class<?>> CONSTANTS =
            Set.of(LongValue.class, StringValue.class, DoubleValue.class, NullValue.class, BooleanValue.class);

    /** What is in it; empty if it is none of this kind. No condition holds for all rows. */
    static Optional<PlainCondition> of(@Nullable Expression expression) {
        PlainCondition condition = new PlainCondition(new TreeSet<>(), new ArrayList<>());
        return expression == null || condition.takes(expression) ? Optional.of(condition) : Optional.empty();
    }

    /** Walks from left to right, so that parameters come in their order. */
    private boolean takes(Expression expression) {
        if (OPERATORS.contains(expression.getClass())) {
            BinaryExpression both = (BinaryExpression) expression;
            return takes(both.getLeftExpression()) && takes(both.getRightExpression());
        } else if (expression instanceof ExpressionList<?> list) {
            return list.stream().allMatch(this::takes);
        } else if (expression instanceof InExpression in) {
            return takes(in.getLeftExpression()) && takes(in.getRightExpression());
        } else if (expression instanceof Between between) {
            return takes(between.getLeftExpression())
                    && takes(between.getBetweenExpressionStart())
                    && takes(between.getBetweenExpressionEnd());
        } else if (expression instanceof IsNullExpression isNull) {
            return takes(isNull.getLeftExpression());
        } else if (expression instanceof NotExpression not) {
            return takes(not.getExpression());
        }
        return takesOne(expression);
    }

    private boolean takesOne(Expression expression) {
        if (expression instanceof Column column) {
            columns.add(WrittenTables.plain(column.getColumnName()));
            return true;
        } else if (expression instanceof JdbcParameter parameter && parameter.getIndex() != null) {
            return parameters.add(parameter.getIndex());
        }
        return CONSTANTS.contains(expression.getClass());
    }
}
