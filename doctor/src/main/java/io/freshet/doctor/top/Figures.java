package io.freshet.doctor.top;

import tools.jackson.databind.JsonNode;

import java.util.Locale;

/** How figures are written. What is not known is written as such, never as 0. */
final class Figures {

    private static final String UNKNOWN = "–";
    private static final double SECOND = 1_000;
    private static final double MINUTE = 60 * SECOND;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    private Figures() {}

    static String count(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%,d", value.asLong()) : UNKNOWN;
    }

    static String rate(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%,.1f", value.asDouble()) : UNKNOWN;
    }

    /** Without false perfection: 100 % only if it is. */
    static String percent(JsonNode share) {
        if (!share.isNumber()) {
            return UNKNOWN;
        }
        double percent = share.asDouble() * 100;
        return percent >= 99 && percent < 100
                ? String.format(Locale.ROOT, "%.1f %%", Math.min(99.9, percent))
                : Math.round(percent) + " %";
    }

    static String micros(JsonNode value) {
        return value.isNumber() ? time(value.asDouble() / 1_000) : UNKNOWN;
    }

    static String millis(JsonNode value) {
        return value.isNumber() ? time(value.asDouble()) : UNKNOWN;
    }

    private static String time(double millis) {
        if (millis == 0) {
            return "0 ms";
        } else if (millis < 1) {
            return Math.round(millis * 1_000) + " µs";
        } else if (millis < SECOND) {
            return millis < 10 ? String.format(Locale.ROOT, "%.1f ms", millis) : Math.round(millis) + " ms";
        } else if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / SECOND);
        } else if (millis < HOUR) {
            return Math.round(millis / MINUTE) + " min";
        }
        return millis < 2 * DAY
                ? String.format(Locale.ROOT, "%.1f h", millis / HOUR)
                : String.format(Locale.ROOT, "%.1f days", millis / DAY);
    }
}
