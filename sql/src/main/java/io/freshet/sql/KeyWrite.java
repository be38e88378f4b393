package io.freshet.sql;

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
import java.util.stream.Collectors;

/** What a statement may do to values of rows that are there, to which foreign keys may refer. In doubt {@link Anything}. */
public sealed interface KeyWrite {

    /** It may delete rows. */
    record Deletes() implements KeyWrite {}

    /**
     * It may update these columns.
     *
     * @param columns in lower case
     */
    record Updates(Set<String> columns) implements KeyWrite {
        /** Copies. */
        public Updates {
            columns = Set.copyOf(columns);
        }
    }

    /** It may do anything. */
    record Anything() implements KeyWrite {}

    /** All that the statements of a text may do; nothing for those that insert, and for those that change no rows. */
    static Set<KeyWrite> of(String sql) {
        try {
            Set<KeyWrite> writes = new HashSet<>();
            Parsing.statements(sql).forEach(statement -> writes.addAll(of(statement)));
            return Set.copyOf(writes);
        } catch (JSQLParserException | RuntimeException | StackOverflowError e) {
            return Set.of(new Anything());
        }
    }

    private static Set<KeyWrite> of(Statement statement) {
        if (statement instanceof Alter || statement instanceof Drop || isPlain(statement)) {
            return Set.of();
        } else if (statement instanceof Delete delete && !has(delete.getWithItemsList())) {
            return Set.of(new Deletes());
        } else if (statement instanceof Update update && !has(update.getWithItemsList())) {
            return Set.of(new Updates(columnsOf(update.getUpdateSets())));
        }
        return Set.of(new Anything());
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

    private static boolean has(@Nullable List<?> list) {
        return list != null && !list.isEmpty();
    }
}
