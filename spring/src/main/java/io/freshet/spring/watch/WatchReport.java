package io.freshet.spring.watch;

import io.freshet.spring.watch.account.CacheAccount;
import io.freshet.spring.watch.account.Finding;
import io.freshet.spring.watch.account.FindingKind;
import io.freshet.spring.watch.account.Findings.Found;
import io.freshet.spring.watch.account.MethodAccount;
import io.freshet.spring.watch.account.Watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What was observed so far, for programs and in sentences. Thread-safe. */
public final class WatchReport {

    private final Watch watch;
    private final Supplier<List<String>> unseen;

    /**
     * Of this watch.
     *
     * @param unseen what cannot be observed, in words
     */
    public WatchReport(Watch watch, Supplier<List<String>> unseen) {
        this.watch = watch;
        this.unseen = unseen;
    }

    /** For programs. */
    public Map<String, Object> asMap() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("mode", "observe");
        report.put(
                "findings",
                watch.findings().all().stream().map(WatchReport::finding).toList());
        report.put("counts", counts());
        report.put(
                "caches",
                watch.caches().values().stream().map(WatchReport::cache).toList());
        report.put(
                "methods",
                watch.methods().values().stream().map(WatchReport::method).toList());
        report.put("comparisonsLeftOut", watch.comparing().leftOutCount());
        report.put("notObserved", unseen.get());
        return report;
    }

    private static Map<String, Object> finding(Found found) {
        Finding finding = found.finding();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("kind", finding.kind().text());
        text.put("cache", finding.cache());
        text.put("method", finding.method());
        text.put("table", finding.table());
        text.put("writer", finding.writer());
        text.put("count", found.count());
        text.put("first", finding.sentence());
        text.put("remedy", finding.kind().remedy());
        return text;
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (FindingKind kind : FindingKind.values()) {
            counts.put(kind.text(), watch.findings().count(kind));
        }
        return counts;
    }

    private static Map<String, Object> cache(CacheAccount cache) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("name", cache.name());
        text.put("hits", cache.hitCount());
        text.put("misses", cache.missCount());
        text.put("hitRate", cache.hitRate());
        text.put("puts", cache.putCount());
        text.put("evictions", cache.evictionCount());
        text.put("stale", cache.staleCount());
        text.put("expiry", cache.expiry().kind().name().toLowerCase(Locale.ROOT));
        text.put("expires", cache.expiry().text());
        return text;
    }

    private static Map<String, Object> method(MethodAccount method) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("name", method.name());
        text.put("reads", method.tables());
        text.put("same", method.sameCount());
        text.put("different", method.differentCount());
        text.put("failed", method.failedCount());
        text.put("unseen", method.unseen());
        return text;
    }

    /** In sentences. */
    String summary() {
        StringBuilder text = new StringBuilder("Freshet has observed ");
        text.append(watch.caches().size()).append(" caches.");
        watch.caches()
                .values()
                .forEach(cache -> text.append(String.format(
                        Locale.ROOT,
                        "%n  %s: %d look-ups, %.1f %% hits, %d evictions, %d stale, %s",
                        cache.name(),
                        cache.hitCount() + cache.missCount(),
                        100 * cache.hitRate(),
                        cache.evictionCount(),
                        cache.staleCount(),
                        switch (cache.expiry().kind()) {
                            case EXPIRES -> "expires: " + cache.expiry().text();
                            case NEVER -> "never expires: " + cache.expiry().text();
                            case UNKNOWN -> "expiry unknown: " + cache.expiry().text();
                        })));
        List<Found> found = watch.findings().all();
        text.append(String.format("%n  %s", found.isEmpty() ? "Nothing was found wrong." : "Found:"));
        found.forEach(each -> text.append(String.format(
                "%n  - %s (times: %d). %s. %s",
                each.finding().kind().text(),
                each.count(),
                each.finding().sentence(),
                each.finding().kind().remedy())));
        return text.toString();
    }
}
