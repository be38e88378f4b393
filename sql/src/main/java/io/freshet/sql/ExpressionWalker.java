package io.freshet.sql;

import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FunctionAllColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Notes the columns of an expression, and walks into its subqueries. Used by one thread. */
final class ExpressionWalker extends ExpressionVisitorAdapter<@Nullable Void> {

    private final QueryWalker queries;
    private final Scope scope;

    ExpressionWalker(QueryWalker queries, Scope scope) {
        this.queries = queries;
        this.scope = scope;
    }

    @Override
    public <S> @Nullable Void visit(Column column, S context) {
        scope.reads(column);
        return null;
    }

    @Override
    public <S> @Nullable Void visit(AllColumns all, S context) {
        scope.readsAll();
        return null;
    }

    @Override
    public <S> @Nullable Void visit(AllTableColumns all, S context) {
        scope.readsAllOf(SqlName.folded(all.getTable().getName()));
        return null;
    }

    @Override
    public <S> @Nullable Void visit(FunctionAllColumns all, S context) {
        scope.readsAll();
        return null;
    }

    /** Counting rows reads none of their columns. */
    @Override
    public <S> @Nullable Void visit(Function function, S context) {
        boolean isCount = "count".equalsIgnoreCase(function.getName())
                && function.getParameters() != null
                && function.getParameters().size() == 1
                && function.getParameters().get(0) instanceof AllColumns;
        return isCount ? null : super.visit(function, context);
    }

    @Override
    public <S> @Nullable Void visit(AnyComparisonExpression any, S context) {
        if (any.getSelect() != null) {
            queries.walk(any.getSelect(), scope, scope.withNames());
        }
        return null;
    }

    @Override
    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
        queries.walk(select, scope, scope.withNames());
        return null;
    }

    @Override
    public <S> @Nullable Void visit(Select select, S context) {
        queries.walk(select, scope, scope.withNames());
        return null;
    }
}
