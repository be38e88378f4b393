package io.freshet.capture.jdbc;

import java.util.Set;

/**
 * What a transaction was seen to write.
 *
 * @param tables names in lower case, as the statements spell them
 * @param isUnknown whether a statement may have written to tables that nobody could read from its text
 * @param touched tags added by hand
 */
public record Written(Set<String> tables, boolean isUnknown, Set<String> touched) {

    /** Copies. */
    public Written {
        tables = Set.copyOf(tables);
        touched = Set.copyOf(touched);
    }
}
