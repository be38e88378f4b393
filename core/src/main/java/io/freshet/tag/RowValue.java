package io.freshet.tag;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A column's value as text in the tag of its rows. Trigger SQL makes the same text of the same value; a test holds the two against each other.
 *
 * <ul>
 *   <li>smallint, integer, bigint: decimal digits
 *   <li>boolean: {@code true}, {@code false}
 *   <li>uuid: lower case with hyphens
 *   <li>date of the years 1 to 9999: {@code 2026-11-21}; any other date: {@code ~date}
 *   <li>text, varchar, enum: the text with {@code % , @ ? ~} written as %XX; a Java enum by its name
 *   <li>null: {@code ~}
 * </ul>
 *
 * No value of another type is the same text in both, so it has none.
 */
public final class RowValue {

    /** What a null is. */
    public static final String NULL = "~";

    /** What a date outside of the years 1 to 9999 is. */
    public static final String FAR_DATE = "~date";

    /** The characters of texts that are written as %XX, the escape itself first. */
    public static final List<String> SPECIAL = List.of("%", ",", "@", "?", "~");

    private static final int LAST_YEAR = 9999;

    private RowValue() {}

    /** The text, or empty if values of this type have none. */
    public static Optional<String> text(@Nullable Object value) {
        if (value == null) {
            return Optional.of(NULL);
        } else if (isInteger(value) || value instanceof Boolean || value instanceof UUID) {
            return Optional.of(value.toString());
        } else if (value instanceof LocalDate date) {
            return Optional.of(date.getYear() < 1 || date.getYear() > LAST_YEAR ? FAR_DATE : date.toString());
        } else if (value instanceof Enum<?> constant) {
            return Optional.of(escaped(constant.name()));
        } else if (value instanceof CharSequence || value instanceof Character) {
            return Optional.of(escaped(value.toString()));
        }
        return Optional.empty();
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    private static String escaped(String text) {
        String escaped = text;
        for (String special : SPECIAL) {
            escaped = escaped.replace(special, escape(special));
        }
        return escaped;
    }

    /** How a special character is written. */
    public static String escape(String special) {
        return String.format("%%%02X", (int) special.charAt(0));
    }
}
