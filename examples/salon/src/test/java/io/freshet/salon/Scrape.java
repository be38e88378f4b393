package io.freshet.salon;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What Prometheus reads: the metrics, their labels, and the values of these. Immutable. */
final class Scrape {

    /** What Prometheus adds to whatever it scrapes. */
    static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+(?: .*)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final Map<String, Map<String, Set<String>>> metrics = new HashMap<>();

    /** Of the text that an application answers. */
    static Scrape of(String text) {
        var scrape = new Scrape();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(scrape::add);
        return scrape;
    }

    private void add(String line) {
        var sample = LINE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("No sample: " + line);
        }
        var labels = metrics.computeIfAbsent(sample.group(1), any -> new HashMap<>());
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2))
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), any -> new HashSet<>())
                            .add(label.group(2)));
        }
    }

    /** The labels of a metric, with those of the target. */
    Set<String> labelsOf(String metric) {
        var labels = metrics.get(metric);
        if (labels == null) {
            throw new IllegalArgumentException("There is no metric " + metric);
        }
        var all = new HashSet<>(labels.keySet());
        all.addAll(OF_THE_TARGET);
        return all;
    }

    /** The values of one of them in the application; none of those of the target. */
    Set<String> valuesOf(String metric, String label) {
        return metrics.getOrDefault(metric, Map.of()).getOrDefault(label, Set.of());
    }

    /** How many metrics there are. */
    int size() {
        return metrics.size();
    }
}
