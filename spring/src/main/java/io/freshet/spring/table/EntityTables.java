package io.freshet.spring.table;

import java.util.Set;

/** Tells in which tables an entity is kept. Thread-safe. */
@FunctionalInterface
public interface EntityTables {

    /** All its tables, those of its subclasses and of its own collections too; empty if the class is not known as an entity. */
    Set<String> tablesOf(Class<?> entity);
}
