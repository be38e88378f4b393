package io.freshet.spring.table;

import io.freshet.resolve.DeclarationException;
import io.freshet.resolve.TableNames;

import java.util.List;
import java.util.Set;

/** Asks one source after the other which tables an entity is kept in. Thread-safe, if they are. */
public final class KnownTables implements TableNames {

    private final List<EntityTables> sources;

    /** Asks these, in this order. */
    public KnownTables(List<EntityTables> sources) {
        this.sources = List.copyOf(sources);
    }

    /** All tables of an entity. */
    public Set<String> tablesOf(Class<?> entity) {
        return sources.stream()
                .map(source -> source.tablesOf(entity))
                .filter(tables -> !tables.isEmpty())
                .findFirst()
                .orElseThrow(
                        () -> new DeclarationException(
                                "class " + entity.getName()
                                        + " is no entity that JPA knows and has no @Table(name = ...); name its table instead: tables = \"...\""));
    }

    @Override
    public String tableOf(Class<?> entity) {
        return tablesOf(entity).iterator().next();
    }
}
