package io.freshet.capture.log;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.RowValue;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Makes of a value, as the log tells it, the text that it has in tags: the same as {@link RowValue} and the triggers make of it. */
final class RowText {

    private static final int BOOLEAN_OID = 16;
    private static final int CHAR_OID = 1042;
    private static final int NUMERIC_OID = 1700;

    private RowText() {}

    /** The text of a pinned column's value; empty if it has none. */
    static Optional<String> pinned(@Nullable String value, ColumnKind kind) {
        if (value == null) {
            return Optional.of(RowValue.NULL);
        }
        return switch (kind) {
            case INTEGER, UUID -> Optional.of(value);
            case BOOLEAN -> Optional.of(truth(value));
            case DATE -> Optional.of(date(value));
            case TEXT -> RowValue.text(value);
            case OTHER -> Optional.empty();
        };
    }

    /** The text of a tenant, as a cast makes it; empty if that may be another one than the log's. */
    static Optional<String> tenant(String value, ColumnKind kind, int typeOid) {
        if (typeOid == CHAR_OID) {
            return Optional.of(value.replaceAll(" +$", ""));
        }
        if (kind == ColumnKind.BOOLEAN || typeOid == BOOLEAN_OID) {
            return Optional.of(truth(value));
        }
        boolean isPlain = kind == ColumnKind.INTEGER || kind == ColumnKind.UUID || kind == ColumnKind.TEXT;
        return isPlain || typeOid == NUMERIC_OID ? Optional.of(value) : Optional.empty();
    }

    private static String truth(String value) {
        return value.equals("t") ? "true" : "false";
    }

    private static String date(String value) {
        try {
            return RowValue.text(LocalDate.parse(value)).orElse(RowValue.FAR_DATE);
        } catch (DateTimeParseException e) {
            return RowValue.FAR_DATE; // infinity, before Christ, or of more than four digits
        }
    }
}
