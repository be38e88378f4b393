package io.freshet.spring.database;

import io.freshet.capture.CaptureException;
import io.freshet.capture.jdbc.CountedRows;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.observe.StatementObserver;
import io.freshet.check.Check;
import io.freshet.load.LoadObserver;
import io.freshet.relay.Outbox;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes are read from the statements of this application: those of others are not seen. */
final class StatementCapture implements WriteCapture {

    private static final Log LOG = LogFactory.getLog(StatementCapture.class);

    private final List<CapturedSource> sources;
    private final ReadNames names;
    private final String why;
    private final @Nullable StatementOutbox kept;
    private final @Nullable DataSource primary;
    /** Of the databases; empty where no data source is there yet, null before it was asked for. */
    private @Nullable String place;

    private volatile boolean tellsRows;
    private @Nullable Shapes installed;

    /**
     * Of these data sources.
     *
     * @param why there are no triggers
     * @param kept where their tags survive a crash; null if nowhere
     * @param primary the one that names the application's database; null if all do
     */
    StatementCapture(
            List<CapturedSource> sources,
            ReadNames names,
            String why,
            @Nullable StatementOutbox kept,
            @Nullable DataSource primary) {
        this.sources = sources;
        this.names = names;
        this.why = why;
        this.kept = kept;
        this.primary = primary;
    }

    @Override
    public Outbox outbox() {
        return kept == null ? Outbox.none() : kept.outbox();
    }

    /** Not that of instances with triggers: what these have loaded may miss the writes of others. */
    @Override
    public String identity() {
        if (kept != null) {
            return kept.identity() + ".jdbc";
        }
        String known = place();
        return known.isEmpty() ? "jdbc" : "jdbc-" + known;
    }

    @Override
    public boolean isNamed() {
        return kept != null || !place().isEmpty();
    }

    /** Asked once: a data source that is made later changes no name. */
    private synchronized String place() {
        String known = place;
        if (known == null) {
            known = named();
            place = known;
        }
        return known;
    }

    private String named() {
        List<DataSource> naming =
                primary == null ? sources.stream().map(CapturedSource::raw).toList() : List.of(primary);
        if (naming.isEmpty()) {
            return "";
        }
        try {
            return DatabasePlace.of(naming);
        } catch (SQLException e) {
            throw new CaptureException(
                    "Cannot ask the database for its name, by which its entries are told from those of other databases: "
                            + e.getMessage(),
                    e);
        }
    }

    /** What is told here concerns nobody else, unless others find it in the outbox. */
    @Override
    public void alone() {
        tellsRows = kept == null;
    }

    @Override
    public Map<String, ColumnKind> columns(String table) {
        if (!tellsRows) {
            return Map.of();
        }
        return sources.stream()
                .map(source -> asked(source, connection -> CountedRows.columns(connection, table)))
                .filter(columns -> !columns.isEmpty())
                .findFirst()
                .orElseGet(Map::of);
    }

    /**
     * {@inheritDoc} Where rows are told, what is asked for later is kept by whole tables: a transaction that wrote before would not tell it.
     * Elsewhere statements are told as writes to rows that nobody counted, which entries by rows carry too.
     */
    @Override
    public synchronized Shapes install(Shapes shapes) {
        if (installed == null) {
            installed = shapes;
            sources.forEach(source -> install(source, shapes));
            say(shapes);
        }
        Shapes first = installed;
        return tellsRows
                ? new Shapes(shapes.all().stream()
                        .filter(shape -> shape.isWholeTable() || first.all().contains(shape))
                        .collect(Collectors.toSet()))
                : shapes;
    }

    private void install(CapturedSource source, Shapes shapes) {
        if (kept != null && kept.isIn(source.raw())) {
            source.decide(StatementTransactionTags.intoOutbox(kept.schema()));
        } else {
            StatementTransactionTags tags = StatementTransactionTags.withoutOutbox();
            source.decide(
                    tellsRows
                            ? tags.telling(asked(
                                    source, connection -> CountedRows.of(connection, shapes, names.tenantColumn())))
                            : tags);
        }
        names.byStatements(source);
    }

    private void say(Shapes shapes) {
        LOG.warn("Writes are captured from this application's JDBC statements, since " + why
                + ": writers outside of it and database triggers are not seen, and what depends on them is stale until it expires"
                + (kept == null ? "; so is, on other instances, what this one wrote right before it died" : ""));
        if (!tellsRows && shapes.all().stream().anyMatch(shape -> !shape.isWholeTable())) {
            LOG.info(
                    "Writes are told by tables, not by rows, since other instances may depend on rows that this one does not know of");
        }
    }

    private static <T> T asked(CapturedSource source, Question<T> question) {
        try (Connection connection = source.raw().getConnection()) {
            return question.of(connection);
        } catch (SQLException e) {
            throw new CaptureException(
                    "Cannot ask data source '" + source.name() + "' for its tables: " + e.getMessage(), e);
        }
    }

    @Override
    public Reach reach() {
        return kept == null ? Reach.LIVING : Reach.FLEET;
    }

    @Override
    public List<Check> checks() {
        return kept == null ? List.of() : List.of(kept.check(names.tenantColumn()));
    }

    @Override
    public LoadObserver observer() {
        return new StatementObserver();
    }

    @Override
    public void close() {
        names.close();
    }

    private interface Question<T> {
        T of(Connection connection) throws SQLException;
    }
}
