package io.freshet.spring.table;

import io.freshet.resolve.DeclarationException;
import io.freshet.resolve.TableNames;

import java.util.List;
import java.util.Map;
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

    /** Where its attributes are kept; empty if that is not known. */
    public Map<String, EntityColumn> columnsOf(Class<?> entity) {
        return sources.stream()
                .map(source -> source.columnsOf(entity))
                .filter(columns -> !columns.isEmpty())
                .findFirst()
                .orElseGet(Map::of);
    }

    /** The constants of its attributes that are enums kept by name. */
    public Map<String, List<String>> constantsOf(Class<?> entity) {
        return sources.stream()
                .map(source -> source.constantsOf(entity))
                .filter(constants -> !constants.isEmpty())
                .findFirst()
                .orElseGet(Map::of);
    }

    @Override
    public String tableOf(Class<?> entity) {
        return tablesOf(entity).iterator().next();
    }
}
