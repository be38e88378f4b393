package io.freshet.spring.watch.account;

import java.util.Collection;
import java.util.List;

/** A name that statements read, and the tables behind it: itself, until it is known to be a view. Thread-safe. */
public final class ReadName {

    private final Tables tables;
    private volatile List<TableAccount> behind;

    /** A name as statements spell it. */
    public ReadName(Tables tables, String name) {
        this.tables = tables;
        this.behind = List.of(tables.table(name));
    }

    /** It stands for these. */
    public void standsFor(Collection<String> names) {
        behind = names.stream().map(tables::table).distinct().toList();
    }

    List<TableAccount> behind() {
        return behind;
    }
}
