package io.freshet.capture.observe;

import io.freshet.sql.SqlName;

/** Nothing is known yet. */
enum Undecided implements ReadTables {
    TABLES;

    @Override
    public Known table(SqlName name) {
        return Known.Pending.INSTANCE;
    }

    @Override
    public Known function(SqlName name) {
        return Known.Pending.INSTANCE;
    }

    @Override
    public Known attribute(String name) {
        return Known.Pending.INSTANCE;
    }

    @Override
    public String tenantColumn() {
        return "";
    }

    @Override
    public boolean isDecided() {
        return false;
    }
}
