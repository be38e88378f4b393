package io.freshet.writing;

import java.util.Set;
import java.util.TreeSet;

/**
 * A way of writing.
 *
 * @param name what is done
 * @param tables what is written; nothing that depends on other tables may be evicted
 * @param guessed what the capture in this process must take for written as well, since a statement's text does not tell
 * @param isSeenLate whether it may be seen only within the bound, because no commit of a captured connection tells it
 * @param changes whether a read answers something else afterwards
 * @param action does it
 */
record Way(String name, Set<String> tables, Set<String> guessed, boolean isSeenLate, boolean changes, Action action) {

    /** All tables. */
    private static final Set<String> EVERYTHING = Set.of("*");

    /** A way that writes these tables. */
    static Way of(String name, Set<String> tables, Action action) {
        return new Way(name, tables, Set.of(), false, !tables.isEmpty(), action);
    }

    /** A way that must leave every entry where it is. */
    static Way ofNothing(String name, Action action) {
        return of(name, Set.of(), action);
    }

    /** The same; the capture in this process believes that these tables are written, too. */
    Way guessing(String... more) {
        return new Way(name, tables, Set.of(more), isSeenLate, changes, action);
    }

    /** The same; the capture in this process cannot tell any table. */
    Way guessingEverything() {
        return new Way(name, tables, EVERYTHING, isSeenLate, changes, action);
    }

    /** The same; it is seen within the bound. */
    Way seenLate() {
        return new Way(name, tables, guessed, true, changes, action);
    }

    /** Whether this entry must survive. */
    boolean leaves(Reading reading, boolean isInProcess) {
        if (!isInProcess) {
            return !reading.dependsOnAnyOf(tables);
        }
        Set<String> believed = new TreeSet<>(tables);
        believed.addAll(guessed);
        return !guessed.equals(EVERYTHING) && !reading.dependsOnAnyOf(believed);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Writes. */
    @FunctionalInterface
    interface Action {
        /** By these means. */
        void by(Means means) throws Exception;
    }
}
