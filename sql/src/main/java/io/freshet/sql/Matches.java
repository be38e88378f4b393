package io.freshet.sql;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the equalities between columns of two tables without which a row of the one does not count: of WHERE and of inner joins for both; of an
 * outer join for the side that it may leave out, and for the other too if WHERE drops what it fills up with nulls.
 */
final class Matches {

    private final Scope scope;
    private final Set<Source> required = new HashSet<>();

    private Matches(Scope scope) {
        this.scope = scope;
    }

    /** Notes them at the sources, after all of these are known. */
    static void note(List<Join> joins, @Nullable Expression where, Scope scope) {
        Matches matches = new Matches(scope);
        List<Expression> conjuncts = conjuncts(where);
        conjuncts.forEach(matches::require);
        conjuncts.forEach(each -> matches.equality(each).ifPresent(found -> {
            found.noteLeft();
            found.noteRight();
        }));
        joins.forEach(matches::note);
    }

    private static List<Expression> conjuncts(@Nullable Expression condition) {
        List<Expression> found = new ArrayList<>();
        if (condition instanceof AndExpression both) {
            found.addAll(conjuncts(both.getLeftExpression()));
            found.addAll(conjuncts(both.getRightExpression()));
        } else if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            found.addAll(conjuncts(list.get(0)));
        } else if (condition != null) {
            found.add(condition);
        }
        return found;
    }

    /** A comparison with null holds for nothing. */
    private void require(Expression conjunct) {
        if (conjunct instanceof EqualsTo equality && equality.getOldOracleJoinSyntax() == 0) {
            require(equality.getLeftExpression(), required);
            require(equality.getRightExpression(), required);
        } else if (conjunct instanceof InExpression in && !in.isNot() && in.getOldOracleJoinSyntax() == 0) {
            require(in.getLeftExpression(), required);
        }
    }

    private void require(Expression side, Set<Source> found) {
        if (side instanceof Column column) {
            scope.own(column).ifPresent(found::add);
        }
    }

    private void note(Join join) {
        boolean isKnown = !join.isSemi()
                && !join.isNatural()
                && !join.isApply()
                && (!join.isOuter() || join.isLeft() || join.isRight() || join.isFull());
        boolean isInner = !join.isLeft() && !join.isRight() && !join.isFull();
        Optional<Source> joined = name(join.getFromItem()).flatMap(name -> scope.called(SqlName.folded(name)));
        for (Expression on : isKnown ? join.getOnExpressions() : List.<Expression>of()) {
            for (Expression conjunct : conjuncts(on)) {
                equality(conjunct).ifPresent(found -> note(join, isInner, joined, found));
            }
        }
    }

    private static Optional<String> name(FromItem item) {
        return item.getAlias() != null
                ? Optional.of(item.getAlias().getName())
                : item instanceof Table table ? Optional.of(table.getName()) : Optional.empty();
    }

    private void note(Join join, boolean isInner, Optional<Source> joined, Equality found) {
        boolean isLeftJoined = joined.filter(found.left()::equals).isPresent();
        boolean isRightJoined = joined.filter(found.right()::equals).isPresent();
        boolean isOptional = isLeftJoined != isRightJoined;
        boolean canDropJoined = join.isLeft();
        boolean canDropOthers = join.isRight();
        boolean dropsLeft = isOptional && (isLeftJoined ? canDropJoined : canDropOthers);
        boolean dropsRight = isOptional && (isRightJoined ? canDropJoined : canDropOthers);
        if (isInner || dropsLeft || (dropsRight && required.contains(found.right()))) {
            found.noteLeft();
        }
        if (isInner || dropsRight || (dropsLeft && required.contains(found.left()))) {
            found.noteRight();
        }
    }

    private Optional<Equality> equality(Expression condition) {
        boolean isOfColumns = condition instanceof EqualsTo equality
                && equality.getOldOracleJoinSyntax() == 0
                && equality.getOraclePriorPosition() == 0
                && equality.getLeftExpression() instanceof Column
                && equality.getRightExpression() instanceof Column;
        if (!isOfColumns) {
            return Optional.empty();
        }
        Column left = (Column) ((EqualsTo) condition).getLeftExpression();
        Column right = (Column) ((EqualsTo) condition).getRightExpression();
        return scope.own(left)
                .flatMap(one -> scope.own(right)
                        .filter(other -> other != one)
                        .map(other -> new Equality(
                                one,
                                SqlName.folded(left.getColumnName()),
                                other,
                                SqlName.folded(right.getColumnName()))));
    }

    private record Equality(Source left, String leftColumn, Source right, String rightColumn) {

        void noteLeft() {
            left.match(leftColumn, right, rightColumn);
        }

        void noteRight() {
            right.match(rightColumn, left, leftColumn);
        }
    }
}
