package io.freshet.spring.watch.account;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The tables of the application, by their bare names, and the order of the writes to them. Thread-safe. */
public final class Tables {

    /** Stands for all tables: what a statement wrote that nobody could read. */
    public static final String ANY = "*";

    private static final int MOST = 2_000;

    private final ConcurrentMap<String, TableAccount> known = new ConcurrentHashMap<>();
    private final TableAccount any = new TableAccount(ANY);
    private final AtomicLong committed = new AtomicLong();

    /** None yet. */
    public Tables() {}

    /** How many writes have been heard of. */
    long number() {
        return committed.get();
    }

    void wrote(Collection<String> names, Writer writer) {
        long number = committed.incrementAndGet();
        names.forEach(name -> table(name).wrote(number, writer));
    }

    TableAccount any() {
        return any;
    }

    /** The account of a table; what there is no room for counts as any. */
    TableAccount table(String name) {
        String bare = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        TableAccount present = known.get(bare);
        if (present != null) {
            return present;
        }
        return bare.equals(ANY) || known.size() >= MOST ? any : known.computeIfAbsent(bare, TableAccount::new);
    }
}
