package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.RuntimeSetting;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.MarkView;
import io.freshet.console.view.NodeView;
import io.freshet.console.view.ProblemView;
import io.freshet.console.view.TotalsView;
import io.freshet.control.Scope;
import io.freshet.event.CacheMeter;
import io.freshet.event.Outcome;
import io.freshet.freshness.LagMeter;
import io.freshet.spring.database.Reach;
import io.freshet.spring.observe.Promise;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How everything does, at one look. */
final class Overviews {

    private static final int PREVENTED_SHOWN = 3;

    /** Of so many caches figures are worked out whenever somebody asks; of more they are those of the latest sample. */
    private static final int FEW = 100;

    private final Instance instance;
    private final Problems problems;
    private final Invalidations invalidations;
    private final Preventions preventions;
    private final Courses courses;
    private volatile @Nullable Caches known;

    Overviews(
            Instance instance,
            Problems problems,
            Invalidations invalidations,
            Preventions preventions,
            Courses courses) {
        this.instance = instance;
        this.problems = problems;
        this.invalidations = invalidations;
        this.preventions = preventions;
        this.courses = courses;
    }

    /** How the instance stands now, and how its caches do: of very many caches as of the latest sample, which is at most five seconds ago. */
    OwnOverview now() {
        int count = instance.freshet().caches().size();
        int round = instance.history().round();
        Caches caches = known;
        if (caches == null || count <= FEW || caches.rows.size() != count || caches.round != round) {
            caches = caches(round);
            known = caches;
        }
        List<ProblemView> found = new ArrayList<>(problems.ofTheInstance());
        found.addAll(caches.problems);
        Problems.sort(found);
        return new OwnOverview(
                instance.clock().instant(),
                node(),
                caches.totals,
                found,
                caches.rows,
                preventions.latest(PREVENTED_SHOWN));
    }

    private Caches caches(int round) {
        Map<String, MarkView> last = invalidations.last();
        List<ProblemView> found = new ArrayList<>();
        List<CacheRow> rows = new ArrayList<>();
        List<Cache<?, ?>> caches = instance.freshet().caches().stream()
                .sorted(Comparator.comparing(Cache::name))
                .toList();
        for (Cache<?, ?> cache : caches) {
            Course course = courses.of(cache.name());
            List<ProblemView> own = problems.of(cache, course);
            found.addAll(own);
            rows.add(row(cache, course, own, last.get(cache.name())));
        }
        return new Caches(round, List.copyOf(rows), found, totals(rows));
    }

    /** @param own its problems, the worst first */
    CacheRow row(Cache<?, ?> cache, Course course, List<ProblemView> own, @Nullable MarkView last) {
        CacheMeter meter = cache.meter();
        return new CacheRow(
                cache.name(),
                cache.template().toString(),
                RuntimeSetting.TTL.valueIn(cache.policy()),
                isOff(cache),
                Problems.worst(own),
                course.readsPerSecond(),
                course.hitRate(),
                course.hitRates(),
                reads(meter),
                cache.localSize(),
                Figures.loadMeanMicros(meter),
                Figures.loadP99Micros(meter),
                Figures.savedMillis(meter),
                meter.stalePreventedCount(),
                meter.failedLoads(),
                last);
    }

    private boolean isOff(Cache<?, ?> cache) {
        return instance.freshet().controls().isOff(Scope.ALL)
                || instance.freshet().controls().isOff(Scope.cache(cache.name()));
    }

    private static long reads(CacheMeter meter) {
        return Stream.of(Outcome.values()).mapToLong(meter::reads).sum();
    }

    private TotalsView totals(List<CacheRow> rows) {
        Courses.Together together =
                courses.together(rows.stream().map(CacheRow::name).toList());
        List<Long> saved = rows.stream()
                .map(CacheRow::savedMillis)
                .filter(millis -> millis != null)
                .toList();
        return new TotalsView(
                rows.size(),
                rows.stream().mapToLong(CacheRow::entries).sum(),
                rows.stream().mapToLong(CacheRow::reads).sum(),
                together.course().readsPerSecond(),
                together.course().hitRate(),
                saved.isEmpty()
                        ? null
                        : saved.stream().mapToLong(Long::longValue).sum(),
                rows.stream().mapToLong(CacheRow::stalePrevented).sum(),
                together.course().hitRates(),
                together.told().readRates());
    }

    NodeView node() {
        Freshet freshet = instance.freshet();
        FreshetStatus status = freshet.status();
        LagMeter lags = freshet.lags();
        return new NodeView(
                status.instance(),
                status.remote(),
                status.outbox(),
                text(instance.reach()),
                status.leaseRuns(),
                Math.max(0, status.leaseLeft().toMillis()),
                status.bound().toMillis(),
                Promise.of(status).toMillis(),
                status.remoteAnswers(),
                status.direct(),
                status.relayActive(),
                lag(lags, 0.5),
                lag(lags, 0.99),
                lag(lags, 1),
                lags.count(),
                lags.gapsRepaired(),
                status.invalidations(),
                status.waitingInvalidations(),
                status.knownTags(),
                status.lastInvalidation());
    }

    private static @Nullable Long lag(LagMeter lags, double share) {
        Duration lag = lags.lag(share);
        return lags.count() == 0 ? null : lag.toNanos() / 1_000;
    }

    private static String text(Reach reach) {
        return switch (reach) {
            case EVERYBODY -> "Everybody's writes are noticed, also those past the application";
            case FLEET -> "The application's own writes are noticed, even if an instance dies right after its commit";
            case LIVING -> "The application's own writes are noticed, but not the last ones of an instance that dies";
            case NOBODY -> "Nobody's writes are noticed";
        };
    }

    /** How caches did when it was looked. */
    private record Caches(int round, List<CacheRow> rows, List<ProblemView> problems, TotalsView totals) {}
}
