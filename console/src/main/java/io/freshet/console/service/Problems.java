package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.SwitchedOff;
import io.freshet.console.view.ProblemView;
import io.freshet.console.view.Severity;
import io.freshet.control.ControlChange;
import io.freshet.event.CacheMeter;
import io.freshet.read.ShadowReads;
import io.freshet.spring.database.Reach;
import org.jspecify.annotations.Nullable;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what is not as it should be, with what can be done. */
final class Problems {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
    private static final String HERE = "this instance";
    private static final double MANY_FAILED = 0.05;
    private static final double FEW_HITS = 0.3;
    private static final int MANY_READS = 200;

    private final Instance instance;

    Problems(Instance instance) {
        this.instance = instance;
    }

    /** Of the instance as a whole, the worst first. */
    List<ProblemView> ofTheInstance() {
        List<ProblemView> found = new ArrayList<>();
        Freshet freshet = instance.freshet();
        FreshetStatus status = freshet.status();
        trust(status, found);
        if (status.waitingInvalidations() > 0) {
            found.add(here(
                    Severity.CRITICAL,
                    status.waitingInvalidations() + " invalidations wait to be made effective",
                    "The shared tier did not take them. They are tried again until it does; look at Redis"));
        }
        if (instance.reach() == Reach.NOBODY) {
            found.add(here(
                    Severity.WARNING,
                    "Writes are not noticed: nothing but invalidation by hand makes an entry invisible",
                    "Set freshet.capture to auto, or see the guide on capture"));
        }
        instance.untold()
                .get()
                .forEach(table -> found.add(here(
                        Severity.CRITICAL,
                        "Writes to a table are not noticed: " + table,
                        "What depends on it is not cached until they are. The doctor says more")));
        freshet.controls().switchedOff().forEach(off -> found.add(switchedOff(off)));
        sort(found);
        return found;
    }

    private static void trust(FreshetStatus status, List<ProblemView> found) {
        if (!status.leaseRuns()) {
            found.add(here(
                    Severity.CRITICAL,
                    "The cache is not trusted, so every read goes to its source: "
                            + (status.remoteAnswers()
                                    ? "it is not proven that every write is known"
                                    : "the shared tier does not answer"),
                    status.remoteAnswers()
                            ? "Look at the relay and its database connection: without a certificate no instance may serve"
                            : "Start it again, or look at the way there: " + status.remote()));
        } else if (!status.remoteAnswers()) {
            found.add(here(
                    Severity.WARNING,
                    "The shared tier does not answer"
                            + (status.direct()
                                    ? "; this instance asks the outbox itself and serves what it holds"
                                    : ""),
                    "Start it again, or look at the way there: " + status.remote()));
        }
    }

    private static ProblemView switchedOff(SwitchedOff off) {
        ControlChange change = off.change();
        String who = change == null
                ? "by its configuration"
                : "by " + change.by() + " since " + TIME.format(change.at().atZone(ZoneOffset.UTC));
        String cache = off.scope().startsWith("cache:") ? off.scope().substring("cache:".length()) : null;
        return new ProblemView(
                Severity.WARNING,
                cache == null ? HERE : cache,
                cache,
                "Caching is switched off for " + off.scope() + ", " + who,
                "Switch it on again when the reason is gone; invalidations go on meanwhile");
    }

    /** Of one cache, the worst first. */
    List<ProblemView> of(Cache<?, ?> cache, Course course) {
        List<ProblemView> found = new ArrayList<>();
        CacheMeter meter = cache.meter();
        stale(cache, found);
        kept(cache, meter, course, found);
        long loads = course.loads();
        long failed = course.failedLoads();
        if (failed > 0 && failed > MANY_FAILED * (loads + failed)) {
            found.add(of(
                    Severity.WARNING,
                    cache,
                    failed + " of " + (loads + failed) + " loads failed in the last ten minutes",
                    "The loader throws: its log says why. stale-on-error bridges such gaps"));
        }
        Double rate = course.hitRate();
        long asked = course.hits() + course.misses();
        if (rate != null && rate < FEW_HITS && asked >= MANY_READS) {
            found.add(of(
                    Severity.NOTE,
                    cache,
                    "Only " + Math.round(rate * 100) + " % of " + asked + " reads in the last ten minutes were hits",
                    "Keys that nobody asks for twice, a short ttl, or writes that invalidate more than they touch"));
        }
        sort(found);
        return found;
    }

    private void stale(Cache<?, ?> cache, List<ProblemView> found) {
        List<ShadowReads.Violation> stale = instance.freshet().shadowReads().violations().stream()
                .filter(violation -> violation.cache().equals(cache.name()))
                .toList();
        if (!stale.isEmpty()) {
            ShadowReads.Violation last = stale.get(0);
            found.add(of(
                    Severity.CRITICAL,
                    cache,
                    "Stale answers were served: " + last.key() + " was wrong for "
                            + last.age().toMillis() + " ms at least",
                    "Likely cause: " + last.missing()));
        }
    }

    private static void kept(Cache<?, ?> cache, CacheMeter meter, Course course, List<ProblemView> found) {
        long notKept = course.notKeptOfLate();
        if (notKept > 0 && course.putsOfLate() == 0) {
            found.add(of(
                    Severity.WARNING,
                    cache,
                    "None of " + notKept
                            + " values loaded in the last minute was kept: it is not known what they depend on",
                    "Declare what the method reads, or change what it reads; the log says what could not be told"));
        }
        if (meter.undecodableCount() > 0) {
            found.add(of(
                    Severity.WARNING,
                    cache,
                    meter.undecodableCount() + " entries of the shared tier could not be read and counted as misses",
                    "Usual right after a deployment that changes the type; otherwise look at the log"));
        }
        if (meter.notStoredCount() > 0) {
            found.add(of(
                    Severity.NOTE,
                    cache,
                    meter.notStoredCount() + " values were kept in process only",
                    "They are too large or cannot be encoded: see max-value-size and codec"));
        }
    }

    private static ProblemView here(Severity severity, String text, String remedy) {
        return new ProblemView(severity, HERE, null, text, remedy);
    }

    private static ProblemView of(Severity severity, Cache<?, ?> cache, String text, String remedy) {
        return new ProblemView(severity, cache.name(), cache.name(), text, remedy);
    }

    static void sort(List<ProblemView> problems) {
        problems.sort(Comparator.comparing(ProblemView::severity).thenComparing(ProblemView::subject));
    }

    static @Nullable Severity worst(List<ProblemView> problems) {
        return problems.isEmpty() ? null : problems.get(0).severity();
    }
}
