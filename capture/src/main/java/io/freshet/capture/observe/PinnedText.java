package io.freshet.capture.observe;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.RowValue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The text of a value that a column was compared with, if rows that have it have that very text in their tags. A text that was given for another
 * type counts only as the database would write it: whether {@code 05} means 5 is the database's affair.
 */
final class PinnedText {

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,18}");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private PinnedText() {}

    static Optional<String> of(ColumnKind kind, Object value) {
        boolean fits = switch (kind) {
            case INTEGER, BOOLEAN -> kind.accepts(value.getClass()) || isWritten(kind, value);
            case UUID -> value instanceof UUID || isWritten(kind, value);
            case DATE -> value instanceof LocalDate || isDate(value);
            case TEXT -> value instanceof String;
            case OTHER -> false;
        };
        return !fits
                ? Optional.empty()
                : kind == ColumnKind.TEXT || !(value instanceof String text) ? RowValue.text(value) : Optional.of(text);
    }

    private static boolean isWritten(ColumnKind kind, Object value) {
        Pattern written = kind == ColumnKind.INTEGER ? INTEGER : kind == ColumnKind.BOOLEAN ? BOOLEAN : ID;
        return value instanceof String text && written.matcher(text).matches();
    }

    private static boolean isDate(Object value) {
        if (!(value instanceof String text) || !DATE.matcher(text).matches()) {
            return false;
        }
        try {
            return LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
