package io.freshet.spring.database;

import io.freshet.capture.observe.Known;
import io.freshet.capture.observe.ReadTables;
import io.freshet.sql.SqlName;

/** What the names in statements of a data source stand for, once it has been decided who tells. Thread-safe. */
final class LateReadTables implements ReadTables {

    private volatile ReadTables decided = ReadTables.undecided();

    void decide(ReadTables tables) {
        decided = tables;
    }

    @Override
    public Known table(SqlName name) {
        return decided.table(name);
    }

    @Override
    public Known function(SqlName name) {
        return decided.function(name);
    }

    @Override
    public Known attribute(String name) {
        return decided.attribute(name);
    }

    @Override
    public String tenantColumn() {
        return decided.tenantColumn();
    }

    @Override
    public boolean isDecided() {
        return decided.isDecided();
    }
}
