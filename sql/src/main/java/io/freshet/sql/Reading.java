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
     */
    record Reads(List<TableRead> tables, Set<SqlName> functions) implements Reading {

        /** Copies. */
        public Reads {
            tables = List.copyOf(tables);
            functions = Set.copyOf(functions);
        }
    }

    /**
     * It cannot be told.
     *
     * @param why goes on a sentence that begins with "the statement"
     */
    record Unclear(String why) implements Reading {}
}
