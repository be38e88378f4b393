package io.freshet.capture.jdbc;

import java.util.Set;

/**
 * What a transaction was seen to write.
 *
 * @param tables names in lower case, as the statements spell them
 * @param isUnknown whether a statement may have written to tables that nobody could read from its text
 * @param touched tags added by hand
 * @param keyChanges what it may have done to values that foreign keys refer to
 * @param isReset whether settings may have been taken back that it had set
 */
public record Written(
        Set<String> tables, boolean isUnknown, Set<String> touched, Set<KeyChange> keyChanges, boolean isReset) {

    /** Copies. */
    public Written {
        tables = Set.copyOf(tables);
        touched = Set.copyOf(touched);
        keyChanges = Set.copyOf(keyChanges);
    }

    /** Without any changes that foreign keys could carry on. */
    public Written(Set<String> tables, boolean isUnknown, Set<String> touched) {
        this(tables, isUnknown, touched, Set.of(), false);
    }

    Written withTables(Set<String> more) {
        return new Written(more, isUnknown, touched, keyChanges, isReset);
    }

    Written withUnknown() {
        return new Written(tables, true, touched, keyChanges, isReset);
    }
}
