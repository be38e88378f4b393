package io.freshet.spring.database;

import io.freshet.relay.Outbox;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Writes are read from the R2DBC statements of this application, which has no JDBC data source: those of others are not seen. */
public final class ReactiveCapture implements WriteCapture {

    private static final Log LOG = LogFactory.getLog(ReactiveCapture.class);

    private final @Nullable String url;

    /**
     * Tells whole tables.
     *
     * @param url where the database is; null if nobody says
     */
    public ReactiveCapture(@Nullable String url) {
        this.url = url;
    }

    @Override
    public Outbox outbox() {
        return Outbox.none();
    }

    @Override
    public String identity() {
        return url == null ? "r2dbc" : "r2dbc-" + DatabasePlace.of(url);
    }

    @Override
    public boolean isNamed() {
        return url != null;
    }

    /** Statements are told as writes to rows that nobody counted, which entries by rows carry too. */
    @Override
    public Shapes install(Shapes shapes) {
        LOG.warn(
                "Writes are captured from this application's R2DBC statements: writers outside of it and database triggers are not seen, and"
                        + " what depends on them is stale until it expires; so is, on other instances, what this one wrote right before it died");
        return shapes;
    }
}
