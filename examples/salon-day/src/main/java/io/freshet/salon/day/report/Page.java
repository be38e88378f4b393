package io.freshet.salon.day.report;

import io.freshet.salon.day.check.Verdicts.StaleAnswer;
import io.freshet.salon.day.check.Verdicts.StaleKind;
import io.freshet.salon.day.report.Charts.Bar;
import io.freshet.salon.day.report.Report.CacheRow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The report as a page of HTML that needs nothing else: no script, no file beside it, no network. */
public final class Page {
    private static final int MOST_LINES = 20;

    private final Report report;

    private Page(Report report) {
        this.report = report;
    }

    /** Returns the page of a report. */
    public static String of(Report report) {
        return new Page(report).filled();
    }

    private String filled() {
        Map<String, String> parts = Map.ofEntries(
                Map.entry("state", report.isClean() ? "good" : "bad"),
                Map.entry("headline", headline()),
                Map.entry("where", where()),
                Map.entry("tiles", tiles()),
                Map.entry("load", Charts.line(report.timeline(), moment -> moment.reads(), "reads")),
                Map.entry("misses", Charts.line(report.timeline(), moment -> moment.misses(), "misses")),
                Map.entry("stale", Charts.line(report.timeline(), moment -> moment.stale(), "stale")),
                Map.entry("latency", latency()),
                Map.entry("hits", Charts.bars(hits())),
                Map.entry("queries", Charts.bars(queries())),
                Map.entry("invalidations", Charts.bars(counted(report.invalidations(), "other"))),
                Map.entry("writes", Charts.bars(counted(report.writesByKind(), "other"))),
                Map.entry("kinds", kinds()),
                Map.entry("lines", lines()));
        String page = template();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            page = page.replace("${" + part.getKey() + "}", part.getValue());
        }
        return page;
    }

    private String headline() {
        return report.isClean()
                ? Charts.format("%,d answers, none of them stale", report.reads())
                : Charts.format(
                        "%,d answers: %,d stale, %,d failed, %s wrong at the end",
                        report.reads(),
                        report.staleAnswers(),
                        report.errors(),
                        report.wrongAtEnd() == null ? "unknown whether any" : report.wrongAtEnd());
    }

    private String where() {
        return Charts.escaped(Charts.format(
                "%s, %.0f s on %d cores, %s, Java %s",
                report.startedAt(),
                report.seconds(),
                report.machine().cores(),
                report.machine().memory(),
                report.machine().java()));
    }

    private String tiles() {
        Report.Lag lag = report.invalidationLagMicros();
        return tile("hit rate", Words.percent(report.hitRate()))
                + tile("queries saved", Words.percent(report.queriesSaved()))
                + tile("stale answers", Charts.format("%,d", report.staleAnswers()))
                + tile(
                        "cached, median",
                        Words.millis(report.latencyMicros().cached().p50()))
                + tile(
                        "at the source, median",
                        Words.millis(report.latencyMicros().uncached().p50()))
                + tile("write until effective, p99", lag == null ? "unknown" : Words.millis(lag.p99()));
    }

    private static String tile(String name, String value) {
        return "<div class=\"tile\"><b>" + Charts.escaped(value) + "</b><span>" + name + "</span></div>";
    }

    private List<Bar> hits() {
        return report.caches().stream()
                .map(cache -> new Bar(cache.cache(), cache.hitRate(), Words.percent(cache.hitRate()), "hit"))
                .toList();
    }

    /** What remains of the statements that the same reads cost at the source. */
    private List<Bar> queries() {
        return report.caches().stream()
                .filter(cache -> cache.queriesPerSourceRead() > 0)
                .map(cache -> {
                    double left = cache.queriesPerRead() / cache.queriesPerSourceRead();
                    return new Bar(cache.cache(), left, Words.percent(left), "miss");
                })
                .toList();
    }

    /** Two bars for each cache, on one scale of powers of ten: a microsecond is nothing, the slowest median is all. */
    private String latency() {
        double most = report.caches().stream()
                .mapToDouble(cache -> Math.max(
                        cache.uncachedMicros().p50(), cache.cachedMicros().p50()))
                .max()
                .orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (CacheRow cache : report.caches()) {
            if (cache.cachedMicros().count() > 0) {
                bars.add(bar(cache.cache(), cache.cachedMicros(), most, "hit"));
            }
            if (cache.uncachedMicros().count() > 0) {
                bars.add(bar("at the source", cache.uncachedMicros(), most, "miss"));
            }
        }
        return Charts.bars(bars);
    }

    private static Bar bar(String name, Latency latency, double most, String style) {
        double share = Math.log10(1 + latency.p50()) / Math.log10(1 + Math.max(1, most));
        return new Bar(name, share, Words.millis(latency.p50()), style);
    }

    private static List<Bar> counted(Map<String, Long> counts, String style) {
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(count -> new Bar(
                        count.getKey(),
                        (double) count.getValue() / most,
                        Charts.format("%,d", count.getValue()),
                        style))
                .toList();
    }

    /** A row for each kind of stale answer. */
    private String kinds() {
        if (report.staleKinds().isEmpty()) {
            return "<p class=\"none\">None.</p>";
        }
        StringBuilder rows = new StringBuilder("<table><tr><th>cache and endpoint</th><th>missing</th><th>after</th>"
                + "<th>answers</th><th>at the oldest</th><th>for example</th></tr>");
        for (StaleKind kind : report.staleKinds()) {
            StaleAnswer example = kind.example();
            rows.append("<tr>")
                    .append(cell(kind.cache() + " " + kind.endpoint()))
                    .append(cell(example.what()))
                    .append(cell(String.join(", ", kind.writes())))
                    .append(cell(Charts.format("%,d", kind.answers())))
                    .append(cell(Charts.format("%,.1f s", example.millis() / 1e3)))
                    .append(cell(Charts.format(
                            "tenant %d, %s: %,d, not %,d",
                            example.tenant(), example.instance(), example.shown(), example.acknowledged())))
                    .append("</tr>");
        }
        return rows.append("</table>").toString();
    }

    private static String cell(String text) {
        return "<td>" + Charts.escaped(text) + "</td>";
    }

    private String lines() {
        List<String> lines = new ArrayList<>(report.faults());
        report.errorExamples().forEach(error -> lines.add("Failed: " + error));
        StringBuilder items = new StringBuilder();
        lines.stream()
                .limit(MOST_LINES)
                .forEach(line ->
                        items.append("<li>").append(Charts.escaped(line)).append("</li>"));
        return items.isEmpty() ? "<li>Nothing was broken on purpose, and nothing by itself.</li>" : items.toString();
    }

    private static String template() {
        try (InputStream in = Page.class.getResourceAsStream("page.html")) {
            return new String(
                    Objects.requireNonNull(in, "page.html beside Page").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
