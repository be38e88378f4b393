package io.freshet.sql;

import java.util.List;
import java.util.Set;

/** What a statement reads. */
public sealed interface Reading {

    /**
     * These tables, and whatever these functions read.
     *
     * @param tables each place where a table stands; no names of common table expressions
     * @param functions all names that are called; some may be words of the language rather than functions
     * @param attributes all names that stand behind a dot: columns and tables, and functions that a database calls by a column's notation
     * @param words every word of the statement in lower case, outside of comments and literals: what is not among them is not named in it;
     *     and a star, if one stands there besides those of {@code count(*)}
     */
    record Reads(List<TableRead> tables, Set<SqlName> functions, Set<String> attributes, Set<String> words)
            implements Reading {

        /** Copies. */
        public Reads {
            tables = List.copyOf(tables);
            functions = Set.copyOf(functions);
            attributes = Set.copyOf(attributes);
            words = Set.copyOf(words);
        }
    }

    /**
     * It cannot be told.
     *
     * @param why goes on a sentence that begins with "the statement"
     */
    record Unclear(String why) implements Reading {}
}
