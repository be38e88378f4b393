package io.freshet.capture.jdbc;

import io.freshet.sql.KeyWrite;

import java.util.Set;
import java.util.stream.Collectors;

/** Tells from a statement's text what it may have done to values that foreign keys refer to. In doubt anything. */
final class KeyChanges {

    private KeyChanges() {}

    /** The same effect, and what it does to keys. */
    static StatementEffect added(StatementEffect effect, String sql) {
        if (!(effect instanceof StatementEffect.Writes writes)) {
            return effect;
        }
        return new StatementEffect.Writes(writes.tables(), of(sql, writes.tables()));
    }

    private static Set<KeyChange> of(String sql, Set<String> tables) {
        return KeyWrite.of(sql).stream()
                .flatMap(write -> tables.stream().map(table -> of(write, table)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static KeyChange of(KeyWrite write, String table) {
        if (write instanceof KeyWrite.Deletes) {
            return KeyChange.deletion(table);
        }
        return write instanceof KeyWrite.Updates updates
                ? KeyChange.update(table, updates.columns())
                : KeyChange.anything(table);
    }
}
