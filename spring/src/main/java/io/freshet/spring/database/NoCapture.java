package io.freshet.spring.database;

import io.freshet.relay.Outbox;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Writes are not noticed: entries are invalidated by hand.
 *
 * @param why they are not
 * @param url where the database is; null if nobody says
 */
record NoCapture(String why, @Nullable String url) implements WriteCapture {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    @Override
    public Outbox outbox() {
        return Outbox.none();
    }

    @Override
    public String identity() {
        return url == null ? "none" : "none-" + DatabasePlace.of(url);
    }

    @Override
    public boolean isNamed() {
        return url != null;
    }

    @Override
    public Shapes install(Shapes shapes) {
        Set<String> tables = shapes.tables();
        String line = "No writes are captured, since " + why + ": ";
        if (tables.isEmpty()) {
            LOG.info(
                    line
                            + "entries are invalidated by hand only, and an invalidation is lost if this instance dies before it is made");
        } else {
            LOG.warn(line + "what depends on the tables " + tables
                    + " is stale after a write until it expires or is invalidated by hand");
        }
        return shapes;
    }
}
