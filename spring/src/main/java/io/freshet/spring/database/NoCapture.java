package io.freshet.spring.database;

import io.freshet.relay.Outbox;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import java.util.Set;

/**
 * Writes are not noticed: entries are invalidated by hand.
 *
 * @param why they are not
 */
record NoCapture(String why) implements WriteCapture {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    @Override
    public Outbox outbox() {
        return Outbox.none();
    }

    @Override
    public String identity() {
        return "none";
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
