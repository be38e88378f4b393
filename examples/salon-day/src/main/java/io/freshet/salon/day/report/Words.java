package io.freshet.salon.day.report;

import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.check.Verdicts.StaleAnswer;
import io.freshet.salon.day.check.Verdicts.StaleKind;
import io.freshet.salon.day.report.Report.CacheRow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says for people what was counted. */
public final class Words {
    private Words() {}

    /** Returns the line that is shown while the load runs. */
    public static String live(Duration since, Tally tally, Verdicts verdicts) {
        return format(
                "%4ds  reads %,d (%,.0f/s)  writes %,d  hit rate %s  queries saved %s  stale %,d%s%s  p50 cached %s, uncached %s",
                since.toSeconds(),
                tally.reads(),
                tally.reads() / Math.max(0.001, since.toMillis() / 1e3),
                tally.writes(),
                percent(tally.hitRate()),
                percent(tally.queriesSaved()),
                verdicts.staleAnswers(),
                verdicts.kindCount() == 0 ? "" : format(" of %d kinds", verdicts.kindCount()),
                tally.errors() == 0 ? "" : format("  ERRORS %,d", tally.errors()),
                median(tally.cached()),
                median(tally.uncached()));
    }

    /** Returns the lines of the summary. */
    public static List<String> summary(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "%.1f s on %d cores, %s, Java %s",
                report.seconds(),
                report.machine().cores(),
                report.machine().memory(),
                report.machine().java()));
        lines.add(format(
                "reads            %,d, %,.0f/s of %,.0f/s wanted; %,d were due but never sent",
                report.reads(),
                report.rates().readsPerSecond(),
                report.rates().readsPerSecondWanted(),
                report.rates().givenUp()));
        lines.add(format(
                "writes           %,d, %,.0f/s: %s",
                report.writes(), report.rates().writesPerSecond(), kinds(report)));
        lines.add("hit rate         " + percent(report.hitRate()));
        lines.add("queries saved    " + percent(report.queriesSaved()));
        lines.add(format(
                "stale answers    %,d%s",
                report.staleAnswers(),
                report.staleAnswers() == 0 ? "" : format(", the oldest by %,d ms", report.longestStalenessMillis())));
        lines.add(format(
                "wrong at the end %s of %,d",
                report.wrongAtEnd() == null ? "not compared" : format("%,d", report.wrongAtEnd()),
                report.comparedAtEnd()));
        lines.add(format(
                "errors           %,d; answered by the other instance %,d; writes of unknown outcome %,d",
                report.errors(), report.failovers(), report.unknownWrites()));
        lines.add("server, cached   " + latency(report.latencyMicros().cached()));
        lines.add("server, uncached " + latency(report.latencyMicros().uncached()));
        lines.add("client           " + latency(report.latencyMicros().client()));
        Report.Lag lag = report.invalidationLagMicros();
        lines.add("invalidation lag "
                + (lag == null
                        ? "the instances do not say"
                        : "p50 " + millis(lag.p50()) + "  p99 " + millis(lag.p99())));
        lines.addAll(table(report));
        lines.addAll(kindsOfStale(report));
        report.errorExamples().forEach(error -> lines.add("ERROR " + shortened(error)));
        return lines;
    }

    private static List<String> table(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(format(
                "%-28s %9s %9s %8s %14s %12s %12s",
                "cache", "reads", "hit rate", "queries", "at the source", "p50 cached", "p50 source"));
        for (CacheRow row : report.caches()) {
            lines.add(format(
                    "%-28s %,9d %9s %8.3f %14.1f %12s %12s",
                    row.cache(),
                    row.reads(),
                    percent(row.hitRate()),
                    row.queriesPerRead(),
                    row.queriesPerSourceRead(),
                    median(row.cachedMicros()),
                    median(row.uncachedMicros())));
        }
        lines.add("");
        return lines;
    }

    private static List<String> kindsOfStale(Report report) {
        List<String> lines = new ArrayList<>();
        if (!report.staleKinds().isEmpty()) {
            lines.add(format("%d kinds of stale answers:", report.staleKinds().size()));
        }
        for (StaleKind kind : report.staleKinds()) {
            lines.add("STALE " + stale(kind));
        }
        return lines;
    }

    /** Says one kind of stale answer: where, how often, how long, and after which writes. */
    static String stale(StaleKind kind) {
        StaleAnswer example = kind.example();
        return format(
                "%s (%s): %s missing in %,d answers, for up to %,.1f s, after %s;%s %s told tenant %d %,d, not %,d",
                kind.cache(),
                kind.endpoint(),
                example.what(),
                kind.answers(),
                example.millis() / 1e3,
                String.join(" or ", kind.writes()),
                kind.neverTrue() == 0 ? "" : format(" %,d of them show another tenant's;", kind.neverTrue()),
                example.instance(),
                example.tenant(),
                example.shown(),
                example.acknowledged());
    }

    private static String kinds(Report report) {
        List<String> kinds = new ArrayList<>();
        report.writesByKind()
                .forEach((kind, count) -> kinds.add(
                        format("%,d %s", count, kind.toLowerCase(Locale.ROOT).replace('_', ' '))));
        return String.join(", ", kinds);
    }

    private static String latency(Latency latency) {
        return latency.count() == 0
                ? "-"
                : "p50 " + millis(latency.p50()) + "  p95 " + millis(latency.p95()) + "  p99 " + millis(latency.p99());
    }

    private static String median(Latency latency) {
        return latency.count() == 0 ? "-" : millis(latency.p50());
    }

    /** Returns a text, or the beginning of a long one. */
    public static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }

    static String percent(double share) {
        return format("%.1f %%", 100 * share);
    }

    static String millis(double micros) {
        return format(micros < 10_000 ? "%.3f ms" : "%.0f ms", micros / 1e3);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
