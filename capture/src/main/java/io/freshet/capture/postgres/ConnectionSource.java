package io.freshet.capture.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the primary. What it opens is kept for long, so a pool is the wrong source, though it works. */
@FunctionalInterface
public interface ConnectionSource {

    /** Opens a connection that nobody else uses. */
    Connection open() throws SQLException;
}
