package io.freshet.capture.postgres;

import java.util.SortedSet;

/**
 * A table with the names under which a write to it is told.
 *
 * @param oid the catalog's number
 * @param schema its schema
 * @param name its name
 * @param hasTenant whether it has the tenant column
 * @param names its own names, and those of the tables whose rows it holds or that hold its rows (partitions)
 */
record CapturedTable(long oid, String schema, String name, boolean hasTenant, SortedSet<String> names) {

    String qualified() {
        return Quoting.qualified(schema, name);
    }
}
