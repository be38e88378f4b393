package io.freshet.audit.cache;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what configuration files say, as far as single values with plain names go: of properties, and of YAML by its indentation. */
final class SettingTexts {

    private static final Pattern PROPERTY = Pattern.compile("\\s*([\\w.\\-]+)\\s*=\\s*(.*)");
    private static final Pattern ENTRY = Pattern.compile("(\\s*)[\"']?([\\w.\\-]+)[\"']?\\s*:(?:\\s+(.*)|\\s*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^:}]*:([^}]*)}");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d|)", Pattern.CASE_INSENSITIVE);

    private SettingTexts() {}

    private record Level(int indent, String name) {}

    /** The values by their names, in lower case and without dashes and underscores. */
    static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Deque<Level> levels = new ArrayDeque<>();
        for (String line : text.split("\\R", -1)) {
            Matcher property = PROPERTY.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            boolean isComment = line.strip().startsWith("#");
            if (!isComment && property.matches()) {
                values.put(canonical(property.group(1)), value(property.group(2)));
            } else if (!isComment && entry.matches()) {
                int indent = entry.group(1).length();
                while (!levels.isEmpty() && levels.getLast().indent() >= indent) {
                    levels.removeLast();
                }
                levels.addLast(new Level(indent, canonical(entry.group(2))));
                String value = entry.group(3) == null ? "" : value(entry.group(3));
                if (!value.isEmpty()) {
                    values.put(String.join(".", levels.stream().map(Level::name).toList()), value);
                }
            }
        }
        return values;
    }

    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static String value(String written) {
        String plain = written.replaceFirst("\\s+#.*", "").strip().replaceAll("^[\"']|[\"']$", "");
        Matcher placeholder = PLACEHOLDER.matcher(plain);
        return placeholder.matches() ? placeholder.group(1) : plain;
    }

    /** A duration as Spring and Caffeine write it; a number alone is of milliseconds. */
    static Optional<Duration> duration(String text) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            try {
                return Optional.of(Duration.parse(text.strip()));
            } catch (DateTimeParseException | ArithmeticException e) {
                return Optional.empty();
            }
        }
        long count = Long.parseLong(amount.group(1));
        return Optional.of(
                switch (amount.group(2).toLowerCase(Locale.ROOT)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofMillis(count);
                });
    }
}
