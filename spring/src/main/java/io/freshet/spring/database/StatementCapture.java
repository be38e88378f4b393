package io.freshet.spring.database;

import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.observe.StatementObserver;
import io.freshet.load.LoadObserver;
import io.freshet.relay.Outbox;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import java.util.List;

/** Writes are read from the statements of this application: those of others are not seen. */
final class StatementCapture implements WriteCapture {

    private static final Log LOG = LogFactory.getLog(StatementCapture.class);

    private final List<CapturedSource> sources;
    private final ReadNames names;
    private final String why;

    StatementCapture(List<CapturedSource> sources, ReadNames names, String why) {
        this.sources = sources;
        this.names = names;
        this.why = why;
    }

    @Override
    public Outbox outbox() {
        return Outbox.none();
    }

    @Override
    public String identity() {
        return "jdbc";
    }

    /** Statements are told as writes to rows that nobody counted, which entries by rows carry too. */
    @Override
    public Shapes install(Shapes shapes) {
        for (CapturedSource source : sources) {
            source.decide(StatementTransactionTags.withoutOutbox());
            names.byStatements(source);
        }
        LOG.warn(
                "Writes are captured from this application's JDBC statements, since " + why
                        + ": writers outside of it and database triggers are not seen, and what depends on them is stale until it expires; so is, on other instances, what this one wrote right before it died");
        return shapes;
    }

    @Override
    public LoadObserver observer() {
        return new StatementObserver();
    }

    @Override
    public void close() {
        names.close();
    }
}
