package io.freshet.spring.table;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells in which tables an entity is kept. Thread-safe. */
@FunctionalInterface
public interface EntityTables {

    /** All its tables, those of its subclasses and of its own collections too; empty if the class is not known as an entity. */
    Set<String> tablesOf(Class<?> entity);

    /** Where its attributes are kept, by their names, those of embedded ones with a dot; empty if that is not known. */
    default Map<String, EntityColumn> columnsOf(Class<?> entity) {
        return Map.of();
    }

    /** The names of the constants that attributes kept by name can have, by attribute; of no attribute of another type. */
    default Map<String, List<String>> constantsOf(Class<?> entity) {
        return Map.of();
    }
}
