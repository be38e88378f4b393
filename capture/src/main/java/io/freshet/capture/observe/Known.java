package io.freshet.capture.observe;

import io.freshet.tag.ColumnKind;

import java.util.Map;
import java.util.Set;

/** What is known of a name in a statement. */
public sealed interface Known {

    /** It stands for nothing that anybody writes to. */
    Known NOTHING = new Tables(Set.of(), false, Long.MIN_VALUE);

    /**
     * It stands for these tables, and every write to them is noticed.
     *
     * @param tables names as in {@code TableDependency}
     * @param isItself whether it is one table by itself, whose columns are those that the statement names
     * @param columns where it is, all of its columns by their names in lower case, with what rows can be told by; empty if rows cannot be told
     *     apart, or if an answer may depend on columns that a statement does not name
     * @param sinceNanos the monotonic instant since when: a load that began before may have read what nobody noticed
     */
    record Tables(Set<String> tables, boolean isItself, Map<String, ColumnKind> columns, long sinceNanos)
            implements Known {

        /** Copies. */
        public Tables {
            tables = Set.copyOf(tables);
            columns = Map.copyOf(columns);
        }

        /** Tables whose rows cannot be told apart. */
        public Tables(Set<String> tables, boolean isItself, long sinceNanos) {
            this(tables, isItself, Map.of(), sinceNanos);
        }

        boolean wasNoticedAt(long nanos) {
            return sinceNanos == Long.MIN_VALUE || nanos - sinceNanos >= 0;
        }
    }

    /**
     * It stands for something that cannot be depended on.
     *
     * @param why as the end of a sentence that begins with "it"
     */
    record Gap(String why) implements Known {}

    /** It is not known yet. */
    enum Pending implements Known {
        /** The only one. */
        INSTANCE
    }
}
