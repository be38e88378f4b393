package io.freshet.capture.jdbc;

import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the present transaction of a connection has done. Read by several threads, written by one at a time, as JDBC has it. */
final class TransactionLog {

    /** Tags added by hand above which a transaction is taken to touch everything. */
    static final int MOST_TOUCHED = 10_000;

    private static final int MOST_TEXTS = 200;
    private static final int MOST_EFFECTS = 50;

    private final List<StatementEffect.Writes> effects = new ArrayList<>();
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<KeyChange> keyChanges = new LinkedHashSet<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final Map<Savepoint, Set<String>> touchedBefore = new LinkedHashMap<>();
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean isUnknown;
    private boolean isReset;
    private boolean isBegun;
    private volatile boolean isWriting;
    private volatile int statements;
    private @Nullable StatementEffect latest;
    private @Nullable Thread latestThread;

    synchronized void executed(StatementEffect effect) {
        statements++;
        if (effect != latest) { // not the same text again
            latest = effect;
            note(effect);
        }
        noteThread();
    }

    private void note(StatementEffect effect) {
        if (effect instanceof StatementEffect.Writes writes) {
            add(writes);
            isWriting = true;
        } else if (effect instanceof StatementEffect.Unknown) {
            isUnknown = true;
            isWriting = true;
        } else if (effect instanceof StatementEffect.Begins) {
            isBegun = true;
        } else if (effect instanceof StatementEffect.Reads reads) {
            isReset |= reads.resets();
        }
    }

    /** Not summed up before somebody asks: most transactions have few texts again and again, each with one effect. */
    private void add(StatementEffect.Writes writes) {
        if (isKnown(writes)) {
            return;
        }
        if (effects.size() == MOST_EFFECTS) {
            sumUp();
        }
        effects.add(writes);
    }

    /** The same object, as the same text has: to compare what they say would cost more. */
    private boolean isKnown(StatementEffect effect) {
        for (StatementEffect known : effects) {
            if (known == effect) {
                return true;
            }
        }
        return false;
    }

    private void sumUp() {
        for (StatementEffect.Writes writes : effects) {
            tables.addAll(writes.tables());
            keyChanges.addAll(writes.keyChanges());
        }
        effects.clear();
    }

    /** The text of a statement that may write, for those who listen. */
    synchronized void heard(String sql) {
        if (texts.size() < MOST_TEXTS) {
            texts.add(sql);
        }
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    /** Any row of a table may have been written; its keys have been noted. */
    synchronized void wrote(String table) {
        tables.add(table);
    }

    synchronized void touch(Collection<String> names) {
        touched.addAll(names);
        if (touched.size() > MOST_TOUCHED) {
            touched.clear();
            touched.add(Tags.ALL);
        }
        isWriting = true;
        noteThread();
    }

    /** What is touched from now on is forgotten if the transaction is rolled back to here. */
    synchronized void mark(Savepoint savepoint) {
        touchedBefore.put(savepoint, new LinkedHashSet<>(touched));
    }

    /** What was touched since then is not; what was written since then is still told, which is too much and never too little. */
    synchronized void rolledBackTo(Savepoint savepoint) {
        Set<String> before = touchedBefore.get(savepoint);
        if (before != null) {
            touched.clear(); // it may have become everything since
            touched.addAll(before);
        }
    }

    synchronized void released(Savepoint savepoint) {
        touchedBefore.remove(savepoint);
    }

    /** Someone has the driver's own connection: what it does is not seen, so it may write. */
    synchronized void unwatched() {
        isWriting = true;
        isReset = true;
        noteThread();
    }

    synchronized Written written() {
        return new Written(effects, tables, isUnknown, touched, keyChanges, isReset);
    }

    synchronized void clear() {
        effects.clear();
        tables.clear();
        keyChanges.clear();
        touched.clear();
        touchedBefore.clear();
        texts.clear();
        isUnknown = false;
        isReset = false;
        isBegun = false;
        isWriting = false;
        statements = 0;
        latest = null;
        latestThread = null;
        CapturedTransactions.forget(this);
    }

    /** Whether a statement's text has begun a transaction. */
    synchronized boolean isBegun() {
        return isBegun;
    }

    boolean isWriting() {
        return isWriting;
    }

    int statements() {
        return statements;
    }

    private void noteThread() {
        Thread thread = Thread.currentThread();
        if (isWriting && thread != latestThread) {
            latestThread = thread;
            CapturedTransactions.note(this);
        }
    }
}
