package io.freshet.capture.jdbc;

import io.freshet.sql.Parsing;
import io.freshet.sql.WrittenTables;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells from a statement's text what it may have done to values that foreign keys refer to. In doubt anything. */
final class KeyChanges {

    private KeyChanges() {}

    /** The same effect, and what it does to keys. */
    static StatementEffect added(StatementEffect effect, String sql) {
        if (!(effect instanceof StatementEffect.Writes writes)) {
            return effect;
        }
        return new StatementEffect.Writes(writes.tables(), of(sql, writes.tables()));
    }

    private static Set<KeyChange> of(String sql, Set<String> tables) {
        try {
            Set<KeyChange> changes = new HashSet<>();
            Parsing.statements(sql).forEach(statement -> changes.addAll(of(statement, tables)));
            return changes;
        } catch (JSQLParserException | RuntimeException e) {
            return each(tables, KeyChange::anything);
        }
    }

    private static Set<KeyChange> of(Statement statement, Set<String> tables) {
        if (statement instanceof Alter || statement instanceof Drop || isPlain(statement)) {
            return Set.of();
        } else if (statement instanceof Delete delete && !has(delete.getWithItemsList())) {
            return each(tables, KeyChange::deletion);
        } else if (statement instanceof Update update && !has(update.getWithItemsList())) {
            Set<String> columns = columnsOf(update.getUpdateSets());
            return each(tables, table -> KeyChange.update(table, columns));
        }
        return each(tables, KeyChange::anything);
    }

    private static boolean isPlain(Statement statement) {
        return statement instanceof Insert insert
                && !has(insert.getWithItemsList())
                && insert.getConflictAction() == null
                && !has(insert.getDuplicateUpdateSets());
    }

    private static Set<String> columnsOf(List<UpdateSet> sets) {
        return sets.stream()
                .flatMap(set -> set.getColumns().stream())
                .map(Column::getColumnName)
                .map(WrittenTables::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<KeyChange> each(Set<String> tables, Function<String, KeyChange> change) {
        return tables.stream().map(change).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean has(@Nullable List<?> list) {
        return list != null && !list.isEmpty();
    }
}
