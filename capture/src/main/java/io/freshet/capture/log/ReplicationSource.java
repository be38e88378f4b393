package io.freshet.capture.log;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections of a role with REPLICATION to the primary, by which the log is read. */
@FunctionalInterface
public interface ReplicationSource {

    /** Opens a connection in the driver's replication mode that nobody else uses. */
    Connection open() throws SQLException;

    /**
     * Connections of the driver.
     *
     * @param url as for the application's data source
     * @param user null if the URL says it
     * @param password null if none is needed
     */
    static ReplicationSource of(String url, @Nullable String user, @Nullable String password) {
        return () -> {
            Properties properties = new Properties();
            if (user != null) {
                PGProperty.USER.set(properties, user);
            }
            if (password != null) {
                PGProperty.PASSWORD.set(properties, password);
            }
            PGProperty.REPLICATION.set(properties, "database");
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
            PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
            PGProperty.APPLICATION_NAME.set(properties, "freshet log");
            PGProperty.SOCKET_TIMEOUT.set(properties, "0");
            return DriverManager.getConnection(url, properties);
        };
    }
}
