package io.freshet.sql;

import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names that a column may mean within one SELECT: its own sources, then those around it. Used by one thread. */
final class Scope {

    private final @Nullable Scope around;
    private final Set<String> withNames;
    private final List<Source> sources = new ArrayList<>();

    /**
     * Without sources yet.
     *
     * @param withNames common table expressions, which hide tables of their names
     */
    Scope(@Nullable Scope around, Set<String> withNames) {
        this.around = around;
        this.withNames = withNames;
    }

    Set<String> withNames() {
        return withNames;
    }

    List<Source> sources() {
        return sources;
    }

    void add(Source source) {
        sources.add(source);
    }

    /** A column without a qualifier may be one of any source here or around; a source's own name means its whole row. */
    void reads(Column column) {
        String name = SqlName.folded(column.getColumnName());
        Table qualifier = column.getTable();
        if (qualifier != null && qualifier.getName() != null) {
            Source source = find(SqlName.folded(qualifier.getName()));
            if (source == null) {
                readsAll(); // perhaps a field of a composite
            } else {
                source.reads(name);
            }
            return;
        }
        for (Scope scope = this; scope != null; scope = scope.around) {
            scope.sources.forEach(source -> source.reads(name));
        }
        Source row = find(name);
        if (row != null) {
            row.readsAll();
        }
    }

    void readsAllOf(String qualifier) {
        Source source = find(qualifier);
        if (source == null) {
            readsAll();
        } else {
            source.readsAll();
        }
    }

    void readsAll() {
        for (Scope scope = this; scope != null; scope = scope.around) {
            scope.sources.forEach(Source::readsAll);
        }
    }

    private @Nullable Source find(String qualifier) {
        for (Scope scope = this; scope != null; scope = scope.around) {
            for (Source source : scope.sources) {
                if (source.isCalled(qualifier)) {
                    return source;
                }
            }
        }
        return null;
    }

    /** The source of this SELECT itself that is called so, if there is one. */
    Optional<Source> called(String name) {
        List<Source> called =
                sources.stream().filter(source -> source.isCalled(name)).toList();
        return called.size() == 1 ? Optional.of(called.get(0)) : Optional.empty();
    }

    /** The table of this SELECT itself that the column belongs to, if that can be told. */
    Optional<Source> own(Column column) {
        Table qualifier = column.getTable();
        if (qualifier == null || qualifier.getName() == null) {
            return sources.size() == 1
                    ? sources.stream().filter(Source::isTable).findFirst()
                    : Optional.empty();
        }
        return called(SqlName.folded(qualifier.getName())).filter(Source::isTable);
    }
}
