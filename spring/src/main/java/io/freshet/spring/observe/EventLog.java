package io.freshet.spring.observe;

import io.freshet.change.ChangeSet;
import io.freshet.control.ControlChange;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes what happened into the log, one line each: what is lost or fails as a warning, what is regained as information, what is usual at
 * debug level. Thread-safe.
 */
public final class EventLog implements CacheListener {

    private static final Log LOG = LogFactory.getLog("io.freshet");
    private static final int TAGS_SHOWN = 8;

    private final AtomicBoolean trustedOnce = new AtomicBoolean();
    private final AtomicBoolean toldBeforeTrust = new AtomicBoolean();
    private final AtomicBoolean toldDirect = new AtomicBoolean();
    private final AtomicLong delayed = new AtomicLong();

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.LeaseGained) {
            trustedOnce.set(true);
            LOG.info("The cache is trusted: every write is known");
        } else if (event instanceof CacheEvent.LeaseLost lost) {
            warn("The cache is not trusted, reads are served from the source: "
                    + (lost.unreachable()
                            ? "the shared tier does not answer"
                            : "it is not proven that every write is known"));
        } else if (event instanceof CacheEvent.RemoteFailed failed) {
            warn("The shared tier fails, reads are served from the source: " + failed.why());
        } else if (event instanceof CacheEvent.RelayFailed failed) {
            warn("The relay of this instance fails; without any relay reads are served from the source: "
                    + failed.why());
        } else if (event instanceof CacheEvent.InvalidationDelayed late) {
            delayed(late);
        } else if (event instanceof CacheEvent.Invalidated) {
            punctual();
        } else if (event instanceof CacheEvent.DirectBegan) {
            directBegan();
        } else if (event instanceof CacheEvent.DirectEnded ended) {
            directEnded(ended);
        } else {
            other(event);
        }
    }

    /** Before this instance has trusted its cache for the first time, all that fails is one thing to a reader: it does not work yet. */
    private void warn(String text) {
        if (trustedOnce.get()) {
            LOG.warn(text);
        } else if (toldBeforeTrust.compareAndSet(false, true)) {
            LOG.warn("The cache does not work yet. " + text);
        } else {
            LOG.debug(text);
        }
    }

    private void delayed(CacheEvent.InvalidationDelayed late) {
        String text = "An invalidation waits" + (late.recorded() ? " in the outbox" : " in this process") + ", "
                + text(late.change()) + ": " + late.why();
        if (delayed.getAndIncrement() == 0) {
            text += " (more are told at debug level)";
            if (trustedOnce.get() || toldBeforeTrust.get()) {
                LOG.warn(text);
            } else {
                LOG.info(text); // nothing has failed: this instance is starting
            }
        } else {
            LOG.debug(text);
        }
    }

    private void punctual() {
        if (delayed.get() > 0) {
            LOG.info("Invalidations are effective at once again; " + delayed.getAndSet(0) + " had to wait");
        }
    }

    /** Within one outage the outbox may fail and answer again several times: it is told once. */
    private void directBegan() {
        String text =
                "The shared tier does not prove anything: this instance asks the outbox itself and goes on serving what it holds"
                        + " in process, as fresh as before; misses are served from the source";
        if (toldDirect.compareAndSet(false, true)) {
            LOG.warn(text);
        } else {
            LOG.debug(text);
        }
    }

    private void directEnded(CacheEvent.DirectEnded ended) {
        if (!ended.failure().isEmpty()) {
            LOG.warn("The outbox cannot be asked either: " + ended.failure());
        } else if (toldDirect.getAndSet(false)) {
            LOG.info("The shared tier proves again that every write is known: the outbox is no longer asked directly");
        }
    }

    private static void other(CacheEvent event) {
        if (event instanceof CacheEvent.RemoteRecovered) {
            LOG.info("The shared tier answers again");
        } else if (event instanceof CacheEvent.RelayRecovered) {
            LOG.info("The relay of this instance works again");
        } else if (event instanceof CacheEvent.EntryUndecodable undecodable) {
            LOG.warn("Entries of cache '" + undecodable.cache()
                    + "' in the shared tier cannot be read and count as misses: " + undecodable.why());
        } else if (event instanceof CacheEvent.NotStored stored) {
            LOG.warn("Entries of cache '" + stored.cache() + "' are kept in process only: " + stored.why()
                    + ". See freshet.caches.<name>.codec and .max-value-size");
        } else if (event instanceof CacheEvent.StaleServed stale) {
            LOG.warn("A stale answer was served: cache '" + stale.cache() + "', key " + stale.key() + ", wrong for "
                    + text(stale.age()) + " at least. Likely cause: " + stale.missing());
        } else if (event instanceof CacheEvent.NotKept kept) {
            LOG.warn("Cache '" + kept.cache() + "' answers from the source: its load " + kept.why()
                    + ". Declare what it depends on (dependsOn, tables or tags in @Cached), or change what it reads");
        } else if (event instanceof CacheEvent.TooLarge large) {
            LOG.warn("Cache '" + large.cache() + "' loads values that are larger than "
                    + (large.isKept() ? "largest-local-value, and keeps them in the shared tier only" : "it keeps")
                    + ": key " + large.key() + " has " + large.bytes() + " bytes (freshet.too.large counts them)");
        } else if (event instanceof CacheEvent.NothingObserved nothing) {
            LOG.info(
                    "Cache '" + nothing.cache()
                            + "' declares no dependency, and its load executed no statement that could"
                            + " be seen: its entries live until they expire or are invalidated by hand. What it reads on another thread it must declare");
        } else if (event instanceof CacheEvent.Recovered recovered) {
            LOG.info("Lineage " + recovered.lineage() + " began: "
                    + (recovered.replayed()
                            ? "missing invalidations are made again"
                            : "all earlier entries are worthless"));
        } else if (event instanceof CacheEvent.SettingChanged changed) {
            LOG.warn(text(changed));
        } else if (event instanceof CacheEvent.SettingIgnored ignored) {
            LOG.warn("What was set at run time"
                    + (ignored.cache().isEmpty() ? "" : " for cache '" + ignored.cache() + "'")
                    + " does not hold on this instance: " + ignored.why());
        } else if (LOG.isDebugEnabled() && !(event instanceof CacheEvent.Relayed)) { // ReadLog has it
            LOG.debug(event);
        }
    }

    /** As a warning, so that nobody looks long for why a cache behaves otherwise. */
    private static String text(CacheEvent.SettingChanged changed) {
        String who = " by " + changed.by() + " at " + changed.at();
        boolean isTakenBack = changed.value().isEmpty();
        if (changed.setting().equals(ControlChange.OFF)) {
            return "Caching was switched " + (isTakenBack ? "on" : "off") + " for " + changed.scope() + who;
        }
        return "Setting " + changed.setting() + " of " + changed.scope()
                + (isTakenBack
                        ? ", " + changed.before() + " until now, is as configured again"
                        : " was changed from " + changed.before() + " to " + changed.value())
                + who;
    }

    private static String text(Duration age) {
        return age.toMillis() + " ms";
    }

    private static String text(ChangeSet change) {
        int more = change.tags().size() - TAGS_SHOWN;
        return change.cause() + " " + change.tags().stream().limit(TAGS_SHOWN).toList()
                + (more > 0 ? " and " + more + " more" : "");
    }
}
