package io.freshet.console.service;

import io.freshet.console.view.ConsistencyView;
import io.freshet.console.view.NoticeView;
import io.freshet.console.view.Severity;
import io.freshet.console.view.ViolationView;
import io.freshet.console.watch.Happening;
import io.freshet.event.CacheEvent;
import io.freshet.read.ShadowReads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether answers are true: what is proven, what was compared, what happened. */
final class Consistencies {

    private static final int SHOWN = 50;
    private static final String ELSEWHERE =
            "The leases of other instances are not known here: their own consoles show them";
    private static final String NOT_COMPARED =
            "Nothing was compared yet: freshet.shadow-reads.share says which share of the hits is, by default none";

    private final Instance instance;
    private final Overviews overviews;
    private final Preventions preventions;

    Consistencies(Instance instance, Overviews overviews, Preventions preventions) {
        this.instance = instance;
        this.overviews = overviews;
        this.preventions = preventions;
    }

    ConsistencyView now() {
        ShadowReads shadow = instance.freshet().shadowReads();
        return new ConsistencyView(
                overviews.node(),
                shadow.comparedCount(),
                shadow.failedCount(),
                shadow.violationCount(),
                shadow.comparedCount() + shadow.failedCount() == 0 ? NOT_COMPARED : null,
                shadow.violations().stream()
                        .map(violation -> new ViolationView(
                                violation.cache(),
                                violation.key(),
                                violation.age().toMillis(),
                                violation.missing()))
                        .toList(),
                instance.freshet().status().delayedInvalidations(),
                preventions.latest(SHOWN),
                notices(),
                ELSEWHERE);
    }

    private List<NoticeView> notices() {
        return latest(instance.chronicle().noticesAfter(0)).stream()
                .map(each -> new NoticeView(each.id(), each.at(), severityOf(each.event()), text(each.event())))
                .toList();
    }

    private static List<Happening> latest(List<Happening> oldestFirst) {
        List<Happening> latest = new ArrayList<>(oldestFirst);
        Collections.reverse(latest);
        return latest.subList(0, Math.min(SHOWN, latest.size()));
    }

    private static Severity severityOf(CacheEvent event) {
        if (event instanceof CacheEvent.StaleServed || event instanceof CacheEvent.LeaseLost) {
            return Severity.CRITICAL;
        }
        boolean isGood = event instanceof CacheEvent.LeaseGained
                || event instanceof CacheEvent.RemoteRecovered
                || event instanceof CacheEvent.RelayRecovered
                || event instanceof CacheEvent.Recovered
                || event instanceof CacheEvent.DirectEnded
                || event instanceof CacheEvent.NothingObserved
                || event instanceof CacheEvent.SettingChanged;
        return isGood ? Severity.NOTE : Severity.WARNING;
    }

    private static String text(CacheEvent event) {
        if (event instanceof CacheEvent.LeaseGained) {
            return "The cache is trusted: every write is known";
        }
        if (event instanceof CacheEvent.LeaseLost lost) {
            return "The cache is not trusted: "
                    + (lost.unreachable()
                            ? "the shared tier does not answer"
                            : "it is not proven that every write is known");
        }
        if (event instanceof CacheEvent.RemoteFailed failed) {
            return "The shared tier fails: " + failed.why();
        }
        if (event instanceof CacheEvent.RelayFailed failed) {
            return "The relay fails: " + failed.why();
        }
        if (event instanceof CacheEvent.DirectEnded ended) {
            return ended.failure().isEmpty()
                    ? "The outbox is no longer asked directly"
                    : "The outbox cannot be asked either: " + ended.failure();
        }
        if (event instanceof CacheEvent.Recovered recovered) {
            return "Lineage " + recovered.lineage() + " began: "
                    + (recovered.replayed()
                            ? "missing invalidations are made again"
                            : "all earlier entries are worthless");
        }
        return ofCaches(event);
    }

    private static String ofCaches(CacheEvent event) {
        if (event instanceof CacheEvent.StaleServed stale) {
            return "A stale answer was served: " + stale.key() + ", wrong for "
                    + stale.age().toMillis() + " ms at least";
        }
        if (event instanceof CacheEvent.NotKept kept) {
            return "Cache " + kept.cache() + " answers from its source: its load " + kept.why();
        }
        if (event instanceof CacheEvent.NothingObserved nothing) {
            return "Cache " + nothing.cache() + " was seen to read nothing: its entries live until they expire";
        }
        if (event instanceof CacheEvent.RefreshFailed failed) {
            return "An entry of " + failed.cache() + " could not be refreshed: " + failed.why();
        }
        if (event instanceof CacheEvent.LoadTimedOut late) {
            return "A load of " + late.cache() + " took longer than "
                    + late.waited().toMillis() + " ms";
        }
        if (event instanceof CacheEvent.SettingChanged changed) {
            return changed.setting() + " of " + changed.scope() + " is "
                    + (changed.value().isEmpty() ? "as configured again" : changed.value()) + ", by " + changed.by();
        }
        return ofTheRest(event);
    }

    private static String ofTheRest(CacheEvent event) {
        if (event instanceof CacheEvent.TooLarge large) {
            return "Cache " + large.cache() + " loads values of " + large.bytes()
                    + " bytes, too large to be kept in process";
        }
        if (event instanceof CacheEvent.EntryUndecodable undecodable) {
            return "Entries of " + undecodable.cache() + " in the shared tier cannot be read: " + undecodable.why();
        }
        if (event instanceof CacheEvent.NotStored stored) {
            return "Entries of " + stored.cache() + " are kept in process only: " + stored.why();
        }
        if (event instanceof CacheEvent.SettingIgnored ignored) {
            return "What was set at run time does not hold here: " + ignored.why();
        }
        if (event instanceof CacheEvent.RemoteRecovered) {
            return "The shared tier answers again";
        }
        if (event instanceof CacheEvent.RelayRecovered) {
            return "The relay works again";
        }
        return "The shared tier does not prove anything: this instance asks the outbox itself";
    }
}
