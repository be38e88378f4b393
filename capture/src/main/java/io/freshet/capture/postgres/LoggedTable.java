package io.freshet.capture.postgres;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;

import java.util.Map;
import java.util.Set;

/**
 * A table whose changes are read from the log. Immutable.
 *
 * @param oid the catalog's number
 * @param schema its schema
 * @param name its name
 * @param hasTenant whether it has the tenant column
 * @param shapes those by which writes to it are told, of all its names
 * @param kinds what the text of its columns' values is made of, by their names as they stand in the catalog
 */
public record LoggedTable(
        long oid, String schema, String name, boolean hasTenant, Set<Shape> shapes, Map<String, ColumnKind> kinds) {

    /** Copies. */
    public LoggedTable {
        shapes = Set.copyOf(shapes);
        kinds = Map.copyOf(kinds);
    }

    /** Its name in SQL. */
    public String qualified() {
        return Quoting.qualified(schema, name);
    }
}
