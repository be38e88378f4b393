package io.freshet.capture.jdbc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What a transaction was seen to write. Immutable. */
public final class Written {

    private final List<StatementEffect.Writes> effects;
    private final Set<String> tables;
    private final boolean isUnknown;
    private final Set<String> touched;
    private final Set<KeyChange> keyChanges;
    private final boolean isReset;

    /** Effects are summed up when somebody asks for them: triggers say what was written, and whoever goes by those does not ask. */
    Written(
            Collection<StatementEffect.Writes> effects,
            Set<String> tables,
            boolean isUnknown,
            Set<String> touched,
            Set<KeyChange> keyChanges,
            boolean isReset) {
        this.effects = List.copyOf(effects);
        this.tables = Set.copyOf(tables);
        this.isUnknown = isUnknown;
        this.touched = Set.copyOf(touched);
        this.keyChanges = Set.copyOf(keyChanges);
        this.isReset = isReset;
    }

    /** As the methods of these names say. */
    public Written(
            Set<String> tables, boolean isUnknown, Set<String> touched, Set<KeyChange> keyChanges, boolean isReset) {
        this(List.of(), tables, isUnknown, touched, keyChanges, isReset);
    }

    /** Without any changes that foreign keys could carry on. */
    public Written(Set<String> tables, boolean isUnknown, Set<String> touched) {
        this(tables, isUnknown, touched, Set.of(), false);
    }

    /** Names in lower case, as the statements spell them. */
    public Set<String> tables() {
        return summed(tables, StatementEffect.Writes::tables);
    }

    /** Whether a statement may have written to tables that nobody could read from its text. */
    public boolean isUnknown() {
        return isUnknown;
    }

    /** Tags added by hand. */
    public Set<String> touched() {
        return touched;
    }

    /** What it may have done to values that foreign keys refer to. */
    public Set<KeyChange> keyChanges() {
        return summed(keyChanges, StatementEffect.Writes::keyChanges);
    }

    /** Whether settings may have been taken back that it had set. */
    public boolean isReset() {
        return isReset;
    }

    private <T> Set<T> summed(Set<T> some, Function<StatementEffect.Writes, Set<T>> more) {
        if (effects.isEmpty()) {
            return some;
        }
        Set<T> all = new LinkedHashSet<>(some);
        effects.forEach(effect -> all.addAll(more.apply(effect)));
        return Set.copyOf(all);
    }

    /** These instead of what was seen of tables and keys. */
    Written with(Set<String> otherTables, Set<KeyChange> otherKeyChanges) {
        return new Written(otherTables, isUnknown, touched, otherKeyChanges, isReset);
    }

    Written withUnknown() {
        return new Written(tables(), true, touched, keyChanges(), isReset);
    }
}
