package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.DatabaseMetaData;
import java.util.Set;

/**
 * A column that refers to another table's, and what the database does to it by itself.
 *
 * @param referred the other table's column, in lower case
 * @param table the table that refers, in lower case, with its schema
 * @param column its column
 * @param onDelete as {@link DatabaseMetaData} has it
 * @param onUpdate as {@link DatabaseMetaData} has it
 */
record ForeignKey(String referred, String table, String column, short onDelete, short onUpdate) {

    /** What a change of the referred table becomes in this one; null if nothing. */
    @Nullable
    KeyChange carried(KeyChange change) {
        if (change.deletes() && onDelete == DatabaseMetaData.importedKeyCascade) {
            return change.updates(referred) ? KeyChange.anything(table) : KeyChange.deletion(table);
        }
        boolean isChanged =
                (change.deletes() && isAction(onDelete)) || (change.updates(referred) && isAction(onUpdate));
        return isChanged ? KeyChange.update(table, Set.of(column)) : null;
    }

    private static boolean isAction(short rule) {
        return rule == DatabaseMetaData.importedKeyCascade
                || rule == DatabaseMetaData.importedKeySetNull
                || rule == DatabaseMetaData.importedKeySetDefault;
    }
}
