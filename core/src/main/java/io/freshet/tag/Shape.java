package io.freshet.tag;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which writes to a table matter to a kind of entries: those to rows with certain values in the pinned columns that a condition is true of, and of
 * updates those that change a column that the entries read. Immutable.
 *
 * @param table the name as in {@link TableDependency}
 * @param pinned the columns whose values an entry fixes; none for all rows
 * @param reads the columns that matter, those that are pinned and those of the condition included; none for all
 * @param where which rows matter, before or after a write
 */
public record Shape(String table, SortedSet<String> pinned, SortedSet<String> reads, Condition where) {

    private static final String MARK = "where:";

    /** Ends the text whose digest is the mark, where every column is read: columns in marks may be those that are pinned. */
    private static final String ALL = " reading all";

    /** Checks, normalises and copies. */
    public Shape {
        if (table.isBlank()) {
            throw new IllegalArgumentException("A table's name must not be blank");
        }
        table = table.toLowerCase(Locale.ROOT);
        pinned = lowerCase(pinned);
        where = where.named(name -> name.toLowerCase(Locale.ROOT));
        SortedSet<String> all = new TreeSet<>(lowerCase(reads));
        if (!all.isEmpty()) {
            all.addAll(pinned);
            all.addAll(where.columns());
        }
        reads = Collections.unmodifiableSortedSet(all);
    }

    /** Any write to the table. */
    public static Shape of(String table) {
        return of(table, List.of(), List.of());
    }

    /** Writes to rows by these columns, where one of those read changes. */
    public static Shape of(String table, Collection<String> pinned, Collection<String> reads) {
        return of(table, pinned, reads, Condition.always());
    }

    /** The same, of rows that a condition is true of. */
    public static Shape of(String table, Collection<String> pinned, Collection<String> reads, Condition where) {
        return new Shape(table, new TreeSet<>(pinned), new TreeSet<>(reads), where);
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
        return pinned.isEmpty() && reads.isEmpty() && where.isAlways();
    }

    /**
     * The columns that matter, with a name that stands for the condition: what tags and the registry of shapes call them. Applications that know of
     * no conditions take that name for a column, of which they are told nothing, and so tell every write to the pinned rows under the same tag.
     */
    public SortedSet<String> marks() {
        if (where.isAlways()) {
            return reads;
        }
        SortedSet<String> marks = new TreeSet<>(reads);
        marks.addAll(pinned);
        marks.add(MARK + Tags.digest(where + (reads.isEmpty() ? ALL : "")));
        return Collections.unmodifiableSortedSet(marks);
    }

    /**
     * The shape that has these marks; one that reads columns of their names, and is told of every row, if the condition does not belong to them.
     *
     * @param where always true where it is not known
     */
    public static Shape ofMarks(String table, Collection<String> pinned, Collection<String> marks, Condition where) {
        SortedSet<String> all = new TreeSet<>(marks);
        List<String> reads = all.stream().filter(name -> !name.startsWith(MARK)).toList();
        return Stream.of(of(table, pinned, reads, where), of(table, pinned, List.of(), where))
                .filter(shape -> !where.isAlways() && shape.marks().equals(all))
                .findFirst()
                .orElseGet(() -> of(table, pinned, marks));
    }

    @Override
    public String toString() {
        return table
                + (pinned.isEmpty() ? "" : " by " + String.join(", ", pinned))
                + (where.isAlways() ? "" : " where " + where)
                + (reads.isEmpty() ? "" : " reading " + String.join(", ", reads));
    }
}
