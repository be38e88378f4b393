package io.freshet.spring.database;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.jdbc.TransactionTags;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.capture.postgres.Installation;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.relay.Outbox;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import javax.sql.DataSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes are put into an outbox by triggers in PostgreSQL, whoever writes. */
final class TriggerCapture implements WriteCapture {

    private static final Log LOG = LogFactory.getLog(TriggerCapture.class);

    private final DataSource database;
    private final List<CapturedSource> sources;
    private final CaptureOptions options;
    private final PostgresOutbox outbox;
    private final String schema;
    private final String identity;

    /**
     * Installs the outbox, without any trigger yet.
     *
     * @param database the application's database
     * @param source where the outbox's own connection comes from
     * @param sources all data sources that were wrapped, of whatever database
     */
    TriggerCapture(DataSource database, ConnectionSource source, List<CapturedSource> sources, CaptureOptions options) {
        this.database = database;
        this.sources = sources;
        this.options = options;
        this.schema = installed(new Shapes(Set.of())).schema();
        this.outbox = PostgresOutbox.of(source, schema, OutboxSettings.defaults());
        this.identity = outbox.systemIdentity();
    }

    private Installation installed(Shapes shapes) {
        Installation installation = PostgresCapture.install(database, shapes, options);
        installation.steps().forEach(step -> LOG.info("Database: " + step));
        return installation;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Shapes install(Shapes shapes) {
        Installation installation = installed(shapes);
        sources.forEach(source -> source.decide(tagsOf(source)));
        return installation.told();
    }

    @Override
    public Map<String, ColumnKind> columns(String table) {
        return PostgresCapture.columns(database, table);
    }

    /** Transactions are known by their numbers, which mean nothing in another database. */
    private TransactionTags tagsOf(CapturedSource source) {
        if (isSameDatabase(source.raw())) {
            return PostgresTransactionTags.inSchema(schema);
        }
        LOG.warn("Data source '" + source.name()
                + "' leads to another database than the outbox: its writes are captured from this"
                + " application's JDBC statements");
        return StatementTransactionTags.withoutOutbox();
    }

    private boolean isSameDatabase(DataSource other) {
        if (!Databases.kindOf(other).isPostgres()) {
            return false;
        }
        try (PostgresOutbox asked = PostgresOutbox.of(other::getConnection, schema, OutboxSettings.defaults())) {
            return asked.systemIdentity().equals(identity);
        }
    }
}
