package io.freshet.console.service;

import io.freshet.console.fleet.CacheReport;
import io.freshet.console.fleet.HeardNode;
import io.freshet.console.fleet.Report;
import io.freshet.console.view.NodeMode;
import io.freshet.console.view.NodeRow;
import io.freshet.console.view.NodeStanding;
import io.freshet.console.view.ProblemView;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One instance of the fleet, in a line. */
final class NodeRows {

    private NodeRows() {}

    /** The instance that answers. */
    static NodeRow here(String instance, Report own, Duration lease, Instant now) {
        HeardNode node = new HeardNode(instance, own, null, Duration.ZERO, lease);
        return row(node, true, NodeStanding.PRESENT, "It answers", now);
    }

    /** @param isReached whether the shared tier has told of it just now */
    static NodeRow there(HeardNode node, boolean isReached, Instant now) {
        NodeStanding standing = standingOf(node, isReached);
        return row(node, false, standing, explanation(node, standing), now);
    }

    private static NodeStanding standingOf(HeardNode node, boolean isReached) {
        Report report = node.report();
        if (report != null && report.ended()) {
            return NodeStanding.ENDED;
        }
        if (!isReached) {
            return NodeStanding.UNKNOWN;
        }
        return node.isPresent() ? NodeStanding.PRESENT : NodeStanding.GONE;
    }

    private static String explanation(HeardNode node, NodeStanding standing) {
        return switch (standing) {
            case PRESENT -> "It told of itself " + ago(node.age());
            case ENDED -> "It was stopped in order, " + ago(node.age());
            case GONE ->
                "It has told nothing for " + seconds(node.age()) + ", its lease ended "
                        + ago(node.leaseLeft().negated())
                        + ", and it took no leave: it was killed, hangs, or does not reach the shared tier";
            case UNKNOWN -> "Whether it is there is unknown, because this instance does not reach the shared tier";
        };
    }

    private static String ago(Duration time) {
        return seconds(time) + " ago";
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private static NodeRow row(HeardNode node, boolean isHere, NodeStanding standing, String explanation, Instant now) {
        Report report = node.report();
        if (report == null) {
            return unread(node, standing, explanation);
        }
        List<ProblemView> problems = report.problems();
        return new NodeRow(
                node.instance(),
                isHere,
                standing,
                explanation,
                report.host(),
                report.address(),
                report.version(),
                report.upMillis() + node.age().toMillis(),
                node.age().toMillis(),
                node.leaseLeft().toMillis(),
                report.mode(),
                report.node().boundMillis(),
                report.node().stalenessMillis(),
                knowsUntil(report, now.minus(node.age())),
                report.node().lagP99Micros(),
                report.node().waitingInvalidations(),
                report.caches().size() + report.cachesLeftOut(),
                report.cachesLeftOut() > 0
                        ? null
                        : report.caches().stream()
                                .mapToLong(CacheReport::entries)
                                .sum(),
                readsPerSecond(report),
                Figures.rate(
                        report.course().hits().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        report.course().misses().stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                problems.size(),
                problems.isEmpty() ? null : problems.get(0).severity(),
                null);
    }

    private static NodeRow unread(HeardNode node, NodeStanding standing, String explanation) {
        return new NodeRow(
                node.instance(),
                false,
                standing,
                explanation,
                null,
                null,
                null,
                null,
                node.age().toMillis(),
                node.leaseLeft().toMillis(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "Unknown, because " + node.unread());
    }

    /** With a lease, everything is known that was committed before the age of what is proven. */
    private static @Nullable Instant knowsUntil(Report report, Instant toldAt) {
        return report.node().leaseRuns() && report.mode() != NodeMode.OFF
                ? toldAt.minusMillis(report.node().stalenessMillis())
                : null;
    }

    private static @Nullable Double readsPerSecond(Report report) {
        List<Double> known = report.caches().stream()
                .map(CacheReport::readsPerSecond)
                .filter(rate -> rate != null)
                .toList();
        return known.isEmpty() || report.cachesLeftOut() > 0 ? null : Figures.sum(known);
    }
}
