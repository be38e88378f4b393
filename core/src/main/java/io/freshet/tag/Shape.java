package io.freshet.tag;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which writes to a table matter to a kind of entries: those to rows with certain values in the pinned columns, and of updates those that change
 * a column that the entries read. Immutable.
 *
 * @param table the name as in {@link TableDependency}
 * @param pinned the columns whose values an entry fixes; none for all rows
 * @param reads the columns that matter, the pinned ones included; none for all
 */
public record Shape(String table, SortedSet<String> pinned, SortedSet<String> reads) {

    /** Checks, normalises and copies. */
    public Shape {
        if (table.isBlank()) {
            throw new IllegalArgumentException("A table's name must not be blank");
        }
        table = table.toLowerCase(Locale.ROOT);
        pinned = lowerCase(pinned);
        SortedSet<String> all = new TreeSet<>(lowerCase(reads));
        if (!all.isEmpty()) {
            all.addAll(pinned);
        }
        reads = Collections.unmodifiableSortedSet(all);
    }

    /** Any write to the table. */
    public static Shape of(String table) {
        return of(table, List.of(), List.of());
    }

    /** Writes to rows by these columns, where one of those read changes. */
    public static Shape of(String table, Collection<String> pinned, Collection<String> reads) {
        return new Shape(table, new TreeSet<>(pinned), new TreeSet<>(reads));
    }

    private static SortedSet<String> lowerCase(Collection<String> names) {
        SortedSet<String> lower = new TreeSet<>();
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("A column's name must not be blank");
            }
            lower.add(name.toLowerCase(Locale.ROOT));
        }
        return Collections.unmodifiableSortedSet(lower);
    }

    /** Whether every write to the table matters. */
    public boolean isWholeTable() {
        return pinned.isEmpty() && reads.isEmpty();
    }

    @Override
    public String toString() {
        return table
                + (pinned.isEmpty() ? "" : " by " + String.join(", ", pinned))
                + (reads.isEmpty() ? "" : " reading " + String.join(", ", reads));
    }
}
