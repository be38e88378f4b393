package io.freshet.redis.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads what servers answer as text. */
public final class Fields {

    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};
    private static final double STEP = 1_024;

    private Fields() {}

    /** Lines of {@code name:value}, as {@code INFO} and {@code CLUSTER INFO} answer. */
    public static Map<String, String> of(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    /** A number among fields; what else, if it is not there or none. */
    static long number(Map<String, String> fields, String name, long otherwise) {
        String text = fields.getOrDefault(name, "");
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    /** A size for people. */
    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
