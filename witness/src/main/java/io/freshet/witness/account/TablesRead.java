package io.freshet.witness.account;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tables were read. Immutable.
 *
 * @param columns for each table the columns that may have been read; {@link #ALL} among them if it may have been all
 * @param gaps what could not be told, as ends of sentences that begin with "it"
 */
public record TablesRead(SortedMap<String, SortedSet<String>> columns, SortedSet<String> gaps) {

    /** Stands for all columns. */
    public static final String ALL = "*";

    /** Copies. */
    public TablesRead {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        columns.forEach((table, names) -> copy.put(table, Collections.unmodifiableSortedSet(new TreeSet<>(names))));
        columns = Collections.unmodifiableSortedMap(copy);
        gaps = Collections.unmodifiableSortedSet(new TreeSet<>(gaps));
    }

    /** The names of the tables. */
    public Set<String> tables() {
        return columns.keySet();
    }
}
