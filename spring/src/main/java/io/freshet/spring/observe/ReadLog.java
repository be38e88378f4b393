package io.freshet.spring.observe;

import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import io.freshet.event.Outcome;
import io.freshet.event.ReadListener;
import io.freshet.tag.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import java.util.List;

/**
 * Writes each read and each invalidation into the log at debug level, with what it carries as key-values: {@code cache}, {@code key}, {@code outcome};
 * {@code tags}, {@code cause}, {@code outcome}. Never a value. Costs nothing where the level is off. Thread-safe.
 */
public final class ReadLog implements ReadListener {

    /** Reads that an entry answered. */
    public static final String HITS = "io.freshet.read.hit";
    /** All other reads. */
    public static final String MISSES = "io.freshet.read.miss";
    /** Changes that were made effective, or could not be at once. */
    public static final String INVALIDATIONS = "io.freshet.invalidation";

    private static final Logger HIT_LOG = LoggerFactory.getLogger(HITS);
    private static final Logger MISS_LOG = LoggerFactory.getLogger(MISSES);
    private static final Logger INVALIDATION_LOG = LoggerFactory.getLogger(INVALIDATIONS);
    private static final int TAGS_SHOWN = 32;

    @Override
    public boolean listensTo(Outcome outcome) {
        return logOf(outcome).isDebugEnabled();
    }

    private static Logger logOf(Outcome outcome) {
        return outcome == Outcome.HIT_L1 || outcome == Outcome.HIT_L2 ? HIT_LOG : MISS_LOG;
    }

    @Override
    public void onRead(String cache, String key, Outcome outcome) {
        logOf(outcome)
                .atDebug()
                .addKeyValue("cache", cache)
                .addKeyValue("key", key)
                .addKeyValue("outcome", outcome.text())
                .log("Read {}: {}", key, outcome.text());
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (!INVALIDATION_LOG.isDebugEnabled()) {
            return;
        }
        if (event instanceof CacheEvent.Invalidated made) {
            said(made.change(), made.fleetAfter().isNegative() ? "bumped" : "fleet")
                    .log("Invalidated {}", tags(made.change()));
        } else if (event instanceof CacheEvent.InvalidationDelayed late) {
            said(late.change(), "delayed")
                    .addKeyValue("why", late.why())
                    .log("Not invalidated yet {}", tags(late.change()));
        } else if (event instanceof CacheEvent.InvalidatedLate answered) {
            said(answered.change(), "late").log("Invalidated late {}", tags(answered.change()));
        } else if (event instanceof CacheEvent.Relayed relayed) {
            said(relayed.change(), "relayed").log("Invalidated by the relay {}", tags(relayed.change()));
        }
    }

    private static LoggingEventBuilder said(ChangeSet change, String outcome) {
        return INVALIDATION_LOG
                .atDebug()
                .addKeyValue("tags", tags(change))
                .addKeyValue("cause", change.cause())
                .addKeyValue("outcome", outcome);
    }

    private static List<String> tags(ChangeSet change) {
        return change.tags().stream().limit(TAGS_SHOWN).map(Tag::name).toList();
    }
}
