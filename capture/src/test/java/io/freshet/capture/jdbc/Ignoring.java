package io.freshet.capture.jdbc;

import org.h2.api.Trigger;

import java.sql.Connection;

/** A trigger that does nothing. */
public final class Ignoring implements Trigger {

    /** Made by the database. */
    public Ignoring() {}

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        // nothing
    }
}
