package io.freshet.sql;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Walks over the tree of a query and notes what it reads. What it does not know ends the walk. Used by one thread, once.
 *
 * <h2>Why a pin holds</h2>
 *
 * A conjunct of WHERE, or of an inner join's ON, is a filter that every row of its SELECT passes: a row with another value is dropped, so no
 * change among such rows changes the answer. That holds within an EXISTS, a NOT EXISTS and each side of a UNION too, since each is a SELECT
 * of its own. It is not said of a table that an outer join may fill up with nulls, nor of anything under OR or NOT.
 */
final class QueryWalker {

    private final List<Source> found = new ArrayList<>();
    private int selects;

    /** What was read, in all. */
    List<TableRead> reads() {
        return found.stream().map(Source::read).filter(Objects::nonNull).toList();
    }

    /** How many SELECTs were walked over. */
    int selects() {
        return selects;
    }

    void walk(Select select, @Nullable Scope around, Set<String> withNames) {
        Set<String> names = withItems(select, around, withNames);
        Scope scope = new Scope(around, names);
        if (select instanceof PlainSelect plain) {
            plain(plain, scope);
        } else if (select instanceof SetOperationList list) {
            list.getSelects().forEach(each -> walk(each, around, names));
        } else if (select instanceof ParenthesedSelect inner) {
            walk(inner.getSelect(), around, names);
        } else if (select instanceof Values values) {
            visit(values.getExpressions(), scope);
        } else if (select instanceof TableStatement table) {
            from(table.getTable(), scope);
            scope.readsAll();
        } else {
            throw new UnclearException(
                    "has a " + select.getClass().getSimpleName() + ", whose meaning is not known here");
        }
        ending(select, scope);
    }

    /** In a recursive WITH every name is known everywhere; else from its own end on, so that it may hide the table that it reads. */
    private Set<String> withItems(Select select, @Nullable Scope around, Set<String> outer) {
        List<WithItem<?>> items = select.getWithItemsList();
        if (items == null) {
            return outer;
        }
        Set<String> names = new HashSet<>(outer);
        boolean isRecursive = items.stream().anyMatch(WithItem::isRecursive);
        if (isRecursive) {
            items.forEach(item -> names.add(nameOf(item)));
        }
        for (WithItem<?> item : items) {
            if (!(item.getParenthesedStatement() instanceof ParenthesedSelect inner)) {
                throw new UnclearException("writes in its WITH");
            }
            walk(inner, around, Set.copyOf(names));
            names.add(nameOf(item));
        }
        return names;
    }

    private static String nameOf(WithItem<?> item) {
        return SqlName.folded(item.getAliasName());
    }

    private void plain(PlainSelect select, Scope scope) {
        selects++;
        requireKnown(select);
        List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
        if (select.getFromItem() != null) {
            from(select.getFromItem(), scope);
        }
        joined(joins, scope, 0);
        conditions(joins, scope);
        pin(select.getWhere(), scope);
        Matches.note(joins, select.getWhere(), scope);
        visit(select.getWhere(), scope);
        visit(select.getHaving(), scope);
        visit(select.getQualify(), scope);
        select.getSelectItems().forEach(item -> visit(item.getExpression(), scope));
        if (select.getGroupBy() != null) {
            visit(select.getGroupBy().getGroupByExpressionList(), scope);
            select.getGroupBy().getGroupingSets().forEach(set -> visit(set, scope));
        }
        if (select.getDistinct() != null && select.getDistinct().getOnSelectItems() != null) {
            select.getDistinct().getOnSelectItems().forEach(item -> visit(item.getExpression(), scope));
        }
        if (select.getWindowDefinitions() != null) {
            scope.readsAll(); // its columns are not looked at one by one
        }
    }

    private static void requireKnown(PlainSelect select) {
        boolean isUnknown = Stream.of(
                        select.getIntoTables(),
                        select.getIntoTempTable(),
                        select.getLateralViews(),
                        select.getOracleHierarchical(),
                        select.getPreWhere(),
                        select.getPreferringClause(),
                        select.getKsqlWindow(),
                        select.getSettings())
                .anyMatch(Objects::nonNull);
        if (isUnknown) {
            throw new UnclearException("has a clause whose meaning is not known here");
        }
    }

    private void ending(Select select, Scope scope) {
        if (select.getOrderByElements() != null) {
            select.getOrderByElements().forEach(element -> visit(element.getExpression(), scope));
        }
        if (select.getLimit() != null) {
            visit(select.getLimit().getRowCount(), scope);
            visit(select.getLimit().getOffset(), scope);
        }
        if (select.getOffset() != null) {
            visit(select.getOffset().getOffset(), scope);
        }
        if (select.getFetch() != null) {
            visit(select.getFetch().getExpression(), scope);
        }
    }

    private void from(FromItem item, Scope scope) {
        if (item.getPivot() != null || item.getUnPivot() != null) {
            throw new UnclearException("has a PIVOT");
        }
        if (item instanceof Table table) {
            table(table, scope);
        } else if (item instanceof ParenthesedFromItem inner) {
            parenthesed(inner, scope);
        } else if (item instanceof TableFunction function) {
            function.getFunctions().forEach(each -> visit(each, scope));
            computed(item, scope);
        } else if (item instanceof Select select) {
            walk(select, scope, scope.withNames()); // what stands before it can be meant, if it is LATERAL
            computed(item, scope);
        } else {
            throw new UnclearException("reads from a " + item.getClass().getSimpleName());
        }
    }

    private void table(Table table, Scope scope) {
        String name = SqlName.folded(table.getName());
        String schema = table.getSchemaName() == null ? "" : SqlName.folded(table.getSchemaName());
        if (isGiven(table.getCatalogName()) || table.getName().indexOf('@') >= 0) {
            throw new UnclearException("reads another database: " + table.getFullyQualifiedName());
        }
        boolean isWithItem = schema.isEmpty() && scope.withNames().contains(name);
        String alias = table.getAlias() == null
                ? name
                : SqlName.folded(table.getAlias().getName());
        add(new Source(alias, isWithItem ? null : new SqlName(schema, name)), scope);
        if (table.getAlias() != null && table.getAlias().getAliasColumns() != null) {
            scope.readsAll(); // its columns have other names here
            throw new UnclearException("names the columns of a table anew");
        }
    }

    private static boolean isGiven(@Nullable String part) {
        return part != null && !part.isEmpty();
    }

    private void computed(FromItem item, Scope scope) {
        add(
                new Source(
                        item.getAlias() == null
                                ? ""
                                : SqlName.folded(item.getAlias().getName()),
                        null),
                scope);
    }

    private void add(Source source, Scope scope) {
        scope.add(source);
        found.add(source);
    }

    private void parenthesed(ParenthesedFromItem inner, Scope scope) {
        if (inner.getAlias() != null) {
            throw new UnclearException("gives a join a name");
        }
        int first = scope.sources().size();
        from(inner.getFromItem(), scope);
        List<Join> joins = inner.getJoins() == null ? List.of() : inner.getJoins();
        joined(joins, scope, first);
        conditions(joins, scope);
    }

    private void joined(List<Join> joins, Scope scope, int first) {
        for (Join join : joins) {
            int own = scope.sources().size();
            from(join.getFromItem(), scope);
            List<Source> sources = scope.sources();
            if (join.isLeft() || join.isFull()) {
                sources.subList(own, sources.size()).forEach(Source::nullable);
            }
            if (join.isRight() || join.isFull()) {
                sources.subList(first, own).forEach(Source::nullable);
            }
            if (join.isOuter() && !join.isLeft() && !join.isRight() && !join.isFull()) {
                sources.subList(first, sources.size()).forEach(Source::nullable);
            }
        }
    }

    /** After all sources are known, and which of them may be filled up with nulls. */
    private void conditions(List<Join> joins, Scope scope) {
        for (Join join : joins) {
            boolean isInner = !join.isLeft() && !join.isRight() && !join.isFull() && !join.isOuter() && !join.isSemi();
            for (Expression on : join.getOnExpressions()) {
                if (isInner) {
                    pin(on, scope);
                }
                visit(on, scope);
            }
            for (Column column : join.getUsingColumns()) {
                scope.reads(column);
            }
            if (join.isNatural()) {
                scope.readsAll();
            }
        }
    }

    private void pin(@Nullable Expression condition, Scope scope) {
        if (condition != null) {
            Pins.in(condition)
                    .forEach(pin -> scope.own(pin.column())
                            .ifPresent(source ->
                                    source.pin(SqlName.folded(pin.column().getColumnName()), pin.operand())));
        }
    }

    private void visit(@Nullable Expression expression, Scope scope) {
        if (expression != null) {
            expression.accept(new ExpressionWalker(this, scope), null);
        }
    }
}
