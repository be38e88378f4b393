package io.freshet.console.service;

import io.freshet.console.view.InvalidationView;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which requests and threads were seen to write which tables and tags; a bounded number of them. Thread-safe. */
final class SeenWriters {

    private static final int MOST = 300;

    private final Map<String, Set<String>> written = new LinkedHashMap<>();
    private long last;

    /** Learns of those that came since it did so last. */
    synchronized void learn(List<InvalidationView> latestFirst) {
        for (InvalidationView each : latestFirst) {
            if (each.id() <= last) {
                break;
            }
            String writer = each.writer();
            if (writer != null && (written.containsKey(writer) || written.size() < MOST)) {
                each.tags().forEach(tag -> note(writer, tag));
            }
        }
        last = Math.max(last, latestFirst.isEmpty() ? 0 : latestFirst.get(0).id());
    }

    private void note(String writer, String tag) {
        String subject = subjectOf(tag);
        if (!subject.isEmpty()) {
            written.computeIfAbsent(writer, any -> new TreeSet<>()).add(subject);
        }
    }

    /** The id of the table or tag in the graph; empty for what names a key or a cache. */
    private static String subjectOf(String tag) {
        String table = Invalidations.tableOf(tag);
        if (!table.isEmpty()) {
            return "table:" + table;
        }
        return tag.startsWith("tag/") ? "tag:" + tag.substring("tag/".length()).split("@", 2)[0] : "";
    }

    /** Those that wrote any of these, by their ids in the graph; in order. */
    synchronized List<String> of(Set<String> subjects) {
        return written.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(subjects::contains))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** By writer: the ids of what it wrote. */
    synchronized Map<String, Set<String>> all() {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        written.forEach((writer, subjects) -> copy.put(writer, Set.copyOf(subjects)));
        return copy;
    }
}
