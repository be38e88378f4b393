package io.freshet.spring.database;

import io.freshet.capture.check.DatabaseChecks;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.observe.StatementObserver;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.CaptureWatch;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.capture.postgres.Drift;
import io.freshet.capture.postgres.Installation;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.change.ChangeSink;
import io.freshet.check.Check;
import io.freshet.load.LoadObserver;
import io.freshet.relay.Outbox;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import javax.sql.DataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes are put into an outbox by triggers in PostgreSQL, whoever writes. */
final class TriggerCapture implements WriteCapture {

    private static final Log LOG = LogFactory.getLog(TriggerCapture.class);

    private final DataSource database;
    private final List<CapturedSource> sources;
    private final ConnectionSource source;
    private final CaptureOptions options;
    private final CaptureWatch watch;
    private final Duration check;
    private final ReadNames names;
    private final PostgresOutbox outbox;
    private final String schema;
    private final String identity;

    /**
     * Installs the outbox, without any trigger yet.
     *
     * @param database the application's database
     * @param source where the outbox's own connection comes from
     * @param sources all data sources that were wrapped, of whatever database
     * @param names what tells what their statements read
     * @param looks by which name the application asks, and how often it is looked whether writes are still told
     */
    TriggerCapture(
            DataSource database,
            ConnectionSource source,
            List<CapturedSource> sources,
            ReadNames names,
            Captures.Looks looks) {
        this.database = database;
        this.sources = sources;
        this.check = looks.every();
        this.source = source;
        this.options =
                CaptureOptions.defaults().withTenantColumn(names.tenantColumn()).withApplication(looks.application());
        this.watch = new CaptureWatch(database, options);
        this.names = names;
        this.schema = said(watch.install(new Shapes(Set.of()))).schema();
        this.outbox = PostgresOutbox.of(source, schema, OutboxSettings.defaults());
        this.identity = outbox.systemIdentity();
    }

    private static Installation said(Installation installation) {
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
        Installation installation = said(watch.install(shapes));
        sources.forEach(this::decide);
        return installation.told();
    }

    @Override
    public Shapes installLate(Shapes shapes) {
        return said(watch.installLate(shapes)).told();
    }

    @Override
    public Duration settling() {
        return names.settling();
    }

    @Override
    public Map<String, ColumnKind> columns(String table) {
        return PostgresCapture.columns(database, table);
    }

    @Override
    public List<String> mistakes(Shape shape) {
        return PostgresCapture.mistakes(database, shape);
    }

    @Override
    public void watch(LiveShapes shapes, ChangeSink sink) {
        if (!check.isZero()) {
            watch.start(check, shapes, sink, TriggerCapture::say);
        }
    }

    private static void say(Drift drift) {
        if (drift.kind() == Drift.Kind.CHANGED) {
            LOG.info(drift);
        } else {
            LOG.warn(drift);
        }
    }

    @Override
    public List<String> untold() {
        return watch.lost().stream().map(Drift::toString).toList();
    }

    @Override
    public List<ToldShape> shapes() {
        return registered(database);
    }

    /** What is registered in a database. */
    static List<ToldShape> registered(DataSource database) {
        return PostgresCapture.shapes(database).stream()
                .map(known -> new ToldShape(
                        known.shape().table(),
                        List.copyOf(known.shape().pinned()),
                        known.shape().where().toString(),
                        List.copyOf(known.shape().reads()),
                        known.since(),
                        known.asked()))
                .toList();
    }

    /** Transactions are known by their numbers, which mean nothing in another database. */
    private void decide(CapturedSource source) {
        if (isSameDatabase(source.raw())) {
            source.decide(PostgresTransactionTags.inSchema(schema));
            names.byTriggers(source, this::installedLate);
            return;
        }
        LOG.warn("Data source '" + source.name()
                + "' leads to another database than the outbox: its writes are captured from this"
                + " application's JDBC statements");
        source.decide(StatementTransactionTags.withoutOutbox());
        names.byStatements(source);
    }

    /** While the application works, nobody may wait long for a trigger. */
    private boolean installedLate(Set<String> tables) {
        return said(watch.installSeen(Shapes.ofTables(tables))).isChanged();
    }

    private boolean isSameDatabase(DataSource other) {
        return Databases.is(other, schema, identity);
    }

    @Override
    public Reach reach() {
        return Reach.EVERYBODY;
    }

    @Override
    public List<Check> checks() {
        return List.of(DatabaseChecks.ofTriggers(source, schema, watch::wanted, options));
    }

    @Override
    public LoadObserver observer() {
        return new StatementObserver();
    }

    @Override
    public void close() {
        watch.close();
        names.close();
    }
}
