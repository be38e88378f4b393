package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.console.fleet.CacheReport;
import io.freshet.console.fleet.Report;
import io.freshet.console.view.ActionView;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.NodeMode;
import io.freshet.console.view.NodeView;
import io.freshet.control.Scope;
import io.freshet.event.CacheMeter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes what this instance tells the others of itself. */
final class Reports {

    private final Instance instance;
    private final Courses courses;
    private List<CacheRow> rows = List.of();
    private List<CacheReport> caches = List.of();

    Reports(Instance instance, Courses courses) {
        this.instance = instance;
        this.courses = courses;
    }

    /**
     * @param overview how this instance does, by itself
     * @param done what was done in its console, the last first
     */
    Report of(OwnOverview overview, List<ActionView> done, boolean ended) {
        Identity identity = instance.identity();
        return new Report(
                Report.FORM,
                ended,
                identity.host().get(),
                identity.address().get(),
                identity.version(),
                identity.startedAt(),
                Math.max(
                        0,
                        Duration.between(identity.startedAt(), instance.clock().instant())
                                .toMillis()),
                modeOf(overview.node()),
                overview.node(),
                courses.together(overview.caches().stream().map(CacheRow::name).toList())
                        .told(),
                overview.problems().stream().limit(Report.MOST_PROBLEMS).toList(),
                done.stream().limit(Report.MOST_ACTIONS).toList(),
                caches(overview.caches()),
                0);
    }

    /** The same objects for the same rows. */
    @SuppressWarnings("ReferenceEquality") // rows that were worked out anew are others, even if they say the same
    private synchronized List<CacheReport> caches(List<CacheRow> all) {
        if (rows != all) {
            List<CacheReport> made = new ArrayList<>();
            for (CacheRow row : all) {
                Cache<?, ?> cache = instance.freshet().cache(row.name());
                if (cache != null) {
                    made.add(report(row, courses.of(row.name()), cache.meter()));
                }
            }
            rows = all;
            caches = List.copyOf(made);
        }
        return caches;
    }

    private NodeMode modeOf(NodeView node) {
        if (instance.freshet().controls().isOff(Scope.ALL)) {
            return NodeMode.OFF;
        }
        if (!node.leaseRuns()) {
            return NodeMode.UNTRUSTED;
        }
        return node.direct() ? NodeMode.DIRECT : NodeMode.TRUSTED;
    }

    private static CacheReport report(CacheRow row, Course course, CacheMeter meter) {
        return new CacheReport(
                row.name(),
                row.off(),
                row.readsPerSecond(),
                course.hits(),
                course.misses(),
                row.reads(),
                row.entries(),
                meter.loads() + meter.failedLoads(),
                meter.loadTime().toNanos() / 1_000,
                row.loadP99Micros(),
                row.savedMillis(),
                row.stalePrevented(),
                row.failedLoads());
    }
}
