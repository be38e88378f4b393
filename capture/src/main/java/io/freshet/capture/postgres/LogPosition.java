package io.freshet.capture.postgres;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the write-ahead log of one timeline, spelled as PostgreSQL does: {@code 16/B374D848}.
 *
 * @param value all 64 bits, to be compared as unsigned
 */
record LogPosition(long value) implements Comparable<LogPosition> {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    static Optional<LogPosition> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new LogPosition(
                        Long.parseLong(matcher.group(1), 16) << 32 | Long.parseLong(matcher.group(2), 16)))
                : Optional.empty();
    }

    @Override
    public int compareTo(LogPosition other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return (Long.toHexString(value >>> 32) + "/" + Long.toHexString(value & 0xffffffffL)).toUpperCase(Locale.ROOT);
    }
}
