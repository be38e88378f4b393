package io.freshet.doctor.top;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An overview as lines of text.
 *
 * @param rows so many lines at the most
 * @param columns so many characters in each at the most
 * @param sort by which column
 * @param coloured whether the terminal understands colours
 */
record Screen(int rows, int columns, Column sort, boolean coloured) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int PROBLEMS = 5;
    private static final int LEAST_CACHES = 3;
    private static final int LONGEST_NAME = 40;
    private static final int SHORTEST_NAME = 16;

    private enum Colour {
        RED("31"),
        YELLOW("33"),
        GREEN("32"),
        BOLD("1");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    List<String> lines(JsonNode overview) {
        List<String> lines = new ArrayList<>(head(overview));
        List<JsonNode> problems = overview.path("problems").valueStream().toList();
        if (!problems.isEmpty()) {
            lines.add("");
            problems.stream().limit(PROBLEMS).forEach(problem -> lines.add(problem(problem)));
            if (problems.size() > PROBLEMS) {
                lines.add(cut("and " + (problems.size() - PROBLEMS) + " more"));
            }
        }
        lines.add("");
        lines.addAll(table(overview.path("caches"), Math.max(LEAST_CACHES, rows - lines.size() - 2)));
        return lines;
    }

    private List<String> head(JsonNode overview) {
        JsonNode node = overview.path("node");
        JsonNode totals = overview.path("totals");
        boolean isTrusted = node.path("leaseRuns").asBoolean(false);
        long serious = overview.path("problems")
                .valueStream()
                .filter(problem -> !problem.path("severity").asString("").equals("note"))
                .count();
        String verdict = serious == 0 ? "all is well" : serious + (serious == 1 ? " problem" : " problems");
        String at = CLOCK.format(Instant.parse(overview.path("at").asString()).atZone(ZoneId.systemDefault()));
        return List.of(
                painted(
                        serious == 0 ? Colour.GREEN : Colour.YELLOW,
                        cut(node.path("instance").asString("") + "  " + at + "  " + verdict)),
                isTrusted
                        ? cut("trusted: no answer is more than " + Figures.millis(node.path("stalenessMillis"))
                                + " behind its source (bound "
                                + Figures.millis(node.path("boundMillis")) + "); commit to known p99 "
                                + Figures.micros(node.path("lagP99Micros")))
                        : painted(Colour.RED, cut("not trusted: every read goes to its source")),
                cut(String.join(
                        "  ",
                        "reads/s " + Figures.rate(totals.path("readsPerSecond")),
                        "hits " + Figures.percent(totals.path("hitRate")),
                        "entries " + Figures.count(totals.path("entries")),
                        "saved " + Figures.millis(totals.path("savedMillis")),
                        "stale prevented " + Figures.count(totals.path("stalePrevented")))));
    }

    private String problem(JsonNode problem) {
        String severity = problem.path("severity").asString("");
        String cache = problem.path("cache").asString("");
        String text = cut(severity + "  " + (cache.isEmpty() ? "" : cache + ": ")
                + problem.path("text").asString(""));
        return switch (severity) {
            case "critical" -> painted(Colour.RED, text);
            case "warning" -> painted(Colour.YELLOW, text);
            default -> text;
        };
    }

    private List<String> table(JsonNode caches, int most) {
        List<JsonNode> sorted = caches.valueStream()
                .sorted(sort.mostFirst()
                        .thenComparing(cache -> cache.path("name").asString(""), Comparator.naturalOrder()))
                .toList();
        if (sorted.isEmpty()) {
            return List.of("no cache is declared yet");
        }
        int widest =
                sorted.stream().mapToInt(cache -> label(cache).length()).max().orElse(0);
        int wanted = Math.min(LONGEST_NAME, Math.max(SHORTEST_NAME, widest));
        int shown = Math.max(1, Math.min(Column.values().length, (columns - wanted) / Column.WIDTH));
        int name = Math.max(1, Math.min(wanted, columns - shown * Column.WIDTH));
        List<Column> told = List.of(Column.values()).subList(0, shown);
        List<String> lines = new ArrayList<>();
        lines.add(painted(Colour.BOLD, row("CACHE", name, told.stream().map(Column::title))));
        sorted.stream()
                .limit(most)
                .forEach(cache ->
                        lines.add(row(label(cache), name, told.stream().map(column -> column.of(cache)))));
        if (sorted.size() > most) {
            lines.add(cut("and " + (sorted.size() - most) + " caches more"));
        }
        return lines;
    }

    private static String label(JsonNode cache) {
        return cache.path("name").asString("") + (cache.path("off").asBoolean(false) ? " (off)" : "");
    }

    private static String row(String name, int width, Stream<String> cells) {
        StringBuilder line = new StringBuilder(cut(name, width));
        line.append(" ".repeat(width - line.length()));
        cells.forEach(cell -> line.append(" ".repeat(Math.max(1, Column.WIDTH - cell.length())))
                .append(cell));
        return line.toString();
    }

    private String cut(String text) {
        return cut(text, columns);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private String painted(Colour colour, String text) {
        return coloured ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }
}
