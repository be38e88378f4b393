package io.freshet.sql;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What stands in a FROM clause, as far as it has been looked at. Used by one thread. */
final class Source {

    private final String alias;
    private final @Nullable SqlName table;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Operand> pinned = new HashMap<>();
    private final Set<TableRead.Match> matches = new LinkedHashSet<>();
    private boolean isWhole;
    private boolean isNullable;

    /**
     * Not looked at.
     *
     * @param alias by which columns name it; empty for none
     * @param table null for what is computed: a subquery, a function, a common table expression
     */
    Source(String alias, @Nullable SqlName table) {
        this.alias = alias;
        this.table = table;
    }

    boolean isCalled(String qualifier) {
        return alias.equals(qualifier);
    }

    boolean isTable() {
        return table != null;
    }

    void reads(String column) {
        columns.add(column);
    }

    void readsAll() {
        isWhole = true;
    }

    /** It may be filled up with nulls by an outer join. */
    void nullable() {
        isNullable = true;
    }

    void pin(String column, Operand operand) {
        if (!isNullable) {
            pinned.merge(column, operand, (one, other) -> one instanceof Operand.OneOf ? other : one);
        }
    }

    /** Its rows count only with rows of the other that this holds for. */
    void match(String column, Source other, String otherColumn) {
        if (other.table != null) {
            matches.add(new TableRead.Match(column, other.table, otherColumn));
        }
    }

    @Nullable
    TableRead read() {
        return table == null ? null : new TableRead(table, isWhole, isWhole ? Set.of() : columns, pinned, matches);
    }
}
