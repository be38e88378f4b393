package io.freshet.bench.capture;

import com.sun.management.OperatingSystemMXBean;

import javax.sql.DataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What processors have done for this process, and for the server's processes that serve its database: the writers' and the relay's. Throughput differs
 * from run to run by more than most of what can be saved; this does not. Used by one thread.
 */
final class ProcessorTime {

    private static final String SERVING =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'";

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<ProcessHandle> server;

    private ProcessorTime(List<ProcessHandle> server) {
        this.server = server;
    }

    /** Of the processes that serve this database now; they must run on this machine. */
    static ProcessorTime of(DataSource database) throws SQLException {
        List<ProcessHandle> server = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SERVING)) {
            while (rows.next()) {
                ProcessHandle.of(rows.getLong(1)).ifPresent(server::add);
            }
        }
        return new ProcessorTime(server);
    }

    /** Nanoseconds so far. */
    long client() {
        return process.getProcessCpuTime();
    }

    /** The same, in steps of the system's clock; none where the system does not say. */
    long server() {
        return server.stream()
                .mapToLong(backend ->
                        backend.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                .sum();
    }
}
