package io.freshet.test;

import io.freshet.load.LoadObserver.Observation;
import io.freshet.spring.database.WriteCapture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until it is known what names in statements stand for. Otherwise the first load of an application, whose reads are observed, would not be
 * kept. On PostgreSQL nothing is waited for: there each table is learned when it is first read, since writes to it must be noticed from then on.
 */
final class ReadNames {

    private static final Log LOG = LogFactory.getLog("io.freshet.test");
    private static final String ANY_STATEMENT = "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE 1 = 0";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private ReadNames() {}

    /** Blocks for up to five seconds, usually not at all. */
    static void await(ApplicationContext application) {
        WriteCapture capture = application.getBeanProvider(WriteCapture.class).getIfUnique();
        if (capture != null) {
            application.getBeanProvider(DataSource.class).stream().forEach(source -> await(capture, source));
        }
    }

    private static void await(WriteCapture capture, DataSource source) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (isPending(capture, source) && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (SQLException e) {
            LOG.info("It cannot be waited until the names of tables are known, so the first load may not be kept: "
                    + e.getMessage());
        }
    }

    private static boolean isPending(WriteCapture capture, DataSource source) throws SQLException {
        try (Observation observation = capture.observer().begin("");
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                return false;
            }
            statement.executeQuery(ANY_STATEMENT).close();
            return observation.observed().isPending();
        }
    }
}
