package io.freshet.console.fleet;

import io.freshet.remote.Roster;

import java.util.Comparator;
import java.util.List;

/** A report as the roster holds it. What would be too long is told without the caches that are read least. */
final class ReportText {

    private ReportText() {}

    static String of(Report report) {
        Report told = report;
        String text = PackedText.of(told);
        while (text.length() > Roster.MOST_CHARACTERS) {
            told = told.with(halfOf(told.caches()));
            text = PackedText.of(told);
        }
        return text;
    }

    private static List<CacheReport> halfOf(List<CacheReport> caches) {
        return caches.stream()
                .sorted(Comparator.comparingLong(CacheReport::reads).reversed())
                .limit(caches.size() / 2)
                .toList();
    }

    /**
     * Reads it.
     *
     * @throws UnreadableReportException if another version wrote it, or something else
     */
    static Report read(String text) {
        return PackedText.read(text, Report.class, Report.FORM);
    }
}
