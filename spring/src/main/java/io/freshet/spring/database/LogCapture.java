package io.freshet.spring.database;

import io.freshet.capture.check.DatabaseChecks;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.log.LogNames;
import io.freshet.capture.log.LogOutbox;
import io.freshet.capture.log.LogSource;
import io.freshet.capture.log.LogStatus;
import io.freshet.capture.log.PostgresLog;
import io.freshet.capture.log.ReplicationSource;
import io.freshet.capture.observe.StatementObserver;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.capture.postgres.Installation;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.check.Check;
import io.freshet.load.LoadObserver;
import io.freshet.relay.Outbox;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import javax.sql.DataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes are read from PostgreSQL's log, whoever writes; those of this application also from its statements, so that it need not wait for the log. */
final class LogCapture implements WriteCapture {

    private static final Log LOG = LogFactory.getLog(LogCapture.class);
    private static final Duration LATE_LOCK = Duration.ofSeconds(1);

    private final DataSource database;
    private final List<CapturedSource> sources;
    private final CaptureOptions options;
    private final ReadNames names;
    private final ConnectionSource source;
    private final LogNames logNames;
    private final LogOutbox outbox;
    private final String schema;
    private final String identity;

    /**
     * Installs outbox and publications, without any table yet, and begins to read.
     *
     * @param database the application's database
     * @param source where the outbox's own connections come from
     * @param replication where connections that read the log come from
     * @param sources all data sources that were wrapped, of whatever database
     * @param names what tells what their statements read
     */
    LogCapture(
            DataSource database,
            ConnectionSource source,
            ReplicationSource replication,
            List<CapturedSource> sources,
            ReadNames names) {
        this.database = database;
        this.sources = sources;
        this.options = CaptureOptions.defaults().withTenantColumn(names.tenantColumn());
        this.names = names;
        this.schema = installed(new Shapes(Set.of()), options).schema();
        this.source = source;
        this.logNames = PostgresLog.names(database);
        PostgresLog.check(database, replication, logNames);
        this.outbox = LogOutbox.open(
                new LogSource(source, replication, schema, logNames, names.tenantColumn()), OutboxSettings.defaults());
        this.identity = outbox.systemIdentity();
    }

    private Installation installed(Shapes shapes, CaptureOptions how) {
        Installation installation = PostgresLog.install(database, shapes, how);
        installation.steps().forEach(step -> LOG.info("Database: " + step));
        return installation;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    /** Another than with triggers: who certifies without asking the log's reader must not share entries with who relies on it. */
    @Override
    public String identity() {
        return identity + ".log";
    }

    @Override
    public Shapes install(Shapes shapes) {
        Installation installation = installed(shapes, options);
        sources.forEach(this::decide);
        return installation.told();
    }

    @Override
    public Shapes installLate(Shapes shapes) {
        return installed(shapes, options.withLockTimeout(LATE_LOCK)).told();
    }

    @Override
    public Duration settling() {
        return names.settling();
    }

    @Override
    public List<String> mistakes(Shape shape) {
        return PostgresCapture.mistakes(database, shape);
    }

    @Override
    public List<ToldShape> shapes() {
        return TriggerCapture.registered(database);
    }

    @Override
    public Map<String, ColumnKind> columns(String table) {
        return PostgresCapture.columns(database, table);
    }

    private void decide(CapturedSource source) {
        if (isSameDatabase(source.raw())) {
            source.decide(StatementTransactionTags.intoOutbox(schema));
            names.byTriggers(source, this::installedLate);
            return;
        }
        LOG.warn("Data source '" + source.name()
                + "' leads to another database than the outbox: its writes are captured from this"
                + " application's JDBC statements");
        source.decide(StatementTransactionTags.withoutOutbox());
        names.byStatements(source);
    }

    /** While the application works, nobody may wait long for a table. */
    private boolean installedLate(Set<String> tables) {
        return !installed(Shapes.ofTables(tables), options.withLockTimeout(LATE_LOCK))
                .steps()
                .isEmpty();
    }

    private boolean isSameDatabase(DataSource other) {
        if (!Databases.kindOf(other).isPostgres()) {
            return false;
        }
        try (PostgresOutbox asked = PostgresOutbox.of(other::getConnection, schema, OutboxSettings.defaults())) {
            return asked.systemIdentity().equals(identity);
        }
    }

    @Override
    public LoadObserver observer() {
        return new StatementObserver();
    }

    @Override
    public Reach reach() {
        return Reach.EVERYBODY;
    }

    @Override
    public List<Check> checks() {
        return List.of(DatabaseChecks.ofLog(source, schema, logNames, outbox::status, options));
    }

    @Override
    public long logLagBytes() {
        return outbox.status().lagBytes();
    }

    @Override
    public Map<String, Object> details() {
        LogStatus status = outbox.status();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("logReader", status.isReading());
        details.put("logLagBytes", status.lagBytes());
        details.put("logHeld", status.held());
        if (!status.trouble().isEmpty()) {
            details.put("logTrouble", status.trouble());
        }
        return details;
    }

    @Override
    public void close() {
        names.close();
    }
}
