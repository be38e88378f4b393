package io.freshet.control;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody set at run time.
 *
 * @param scope for what
 * @param setting what
 * @param value to what; empty if it was taken back, so that what is configured holds again
 * @param by who did it
 * @param at when, by the clock of the instance that was told
 * @param before what held before
 */
public record ControlChange(Scope scope, String setting, String value, String by, Instant at, String before) {

    /** The setting that is a switch: while it is {@value #YES}, nothing is read from the cache or stored there. */
    public static final String OFF = "off";

    /** What a switch is set to. */
    public static final String YES = "true";

    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 4;
    private static final String BETWEEN = " ";

    /** Keeps texts on one line. */
    public ControlChange {
        value = line(value);
        by = line(by);
        before = line(before);
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** Whether it was taken back. */
    public boolean isTakenBack() {
        return value.isEmpty();
    }

    /** Whether it switches its scope off. */
    public boolean isSwitchedOff() {
        return setting.equals(OFF) && value.equals(YES);
    }

    /** The name under which it lies: {@code ttl cache:prices}. */
    String key() {
        return keyOf(scope, setting);
    }

    static String keyOf(Scope scope, String setting) {
        return setting + BETWEEN + scope;
    }

    /** The text that lies there. */
    String text() {
        return String.join(SEPARATOR, value, by, Long.toString(at.toEpochMilli()), before);
    }

    /** Reads what lies there; nothing if another version of this program wrote what this one cannot read. */
    static Optional<ControlChange> read(String key, String text) {
        String[] names = key.split(BETWEEN, 2);
        String[] fields = text.split(SEPARATOR, FIELDS);
        if (names.length != 2 || fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.ofEpochMilli(Long.parseLong(fields[2]));
            return Optional.of(new ControlChange(Scope.parse(names[1]), names[0], fields[0], fields[1], at, fields[3]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
