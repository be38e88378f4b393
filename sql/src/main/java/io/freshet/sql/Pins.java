package io.freshet.sql;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Finds in a condition the equalities of a column with a value, or with one of several, that must all hold. */
final class Pins {

    private static final int MOST_VALUES = 50;

    private final List<Pin> found = new ArrayList<>();

    private Pins() {}

    static List<Pin> in(Expression condition) {
        Pins pins = new Pins();
        pins.look(condition);
        return pins.found;
    }

    private void look(Expression condition) {
        if (condition instanceof AndExpression both) {
            look(both.getLeftExpression());
            look(both.getRightExpression());
        } else if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            look(list.get(0));
        } else if (condition instanceof EqualsTo equality && isPlain(equality)) {
            look(equality.getLeftExpression(), equality.getRightExpression());
            look(equality.getRightExpression(), equality.getLeftExpression());
        } else if (condition instanceof InExpression in && in.getLeftExpression() instanceof Column column) {
            look(column, in);
        }
    }

    /** What is written otherwise than it is read depends on the kind of quotes and on settings. */
    private static boolean isPlain(String text) {
        return text.indexOf('\'') < 0 && text.indexOf('\\') < 0;
    }

    private static boolean isPlain(EqualsTo equality) {
        return equality.getOldOracleJoinSyntax() == 0 && equality.getOraclePriorPosition() == 0;
    }

    private void look(Column column, InExpression in) {
        boolean isList = !in.isNot()
                && !in.isGlobal()
                && in.getOldOracleJoinSyntax() == 0
                && in.getRightExpression() instanceof ParenthesedExpressionList<?> list
                && list.size() <= MOST_VALUES;
        if (!isList) {
            return;
        }
        List<Operand> operands = new ArrayList<>();
        for (Expression value : (ParenthesedExpressionList<?>) in.getRightExpression()) {
            Operand operand = operand(value);
            if (operand == null) {
                return;
            }
            operands.add(operand);
        }
        found.add(new Pin(column, operands.size() == 1 ? operands.get(0) : new Operand.OneOf(operands)));
    }

    private void look(Expression left, Expression right) {
        Operand operand = operand(right);
        if (left instanceof Column column && operand != null) {
            found.add(new Pin(column, operand));
        }
    }

    private static @Nullable Operand operand(Expression value) {
        if (value instanceof JdbcParameter parameter && parameter.getIndex() != null) {
            return new Operand.Parameter(parameter.getIndex());
        }
        if (value instanceof LongValue number) {
            return new Operand.Literal(number.getStringValue());
        }
        return value instanceof StringValue text && text.getPrefix() == null && isPlain(text.getValue())
                ? new Operand.Literal(text.getValue())
                : null;
    }

    /**
     * One of them.
     *
     * @param column the column
     * @param operand its value
     */
    record Pin(Column column, Operand operand) {}
}
