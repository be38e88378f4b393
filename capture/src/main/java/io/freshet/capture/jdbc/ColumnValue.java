package io.freshet.capture.jdbc;

import io.freshet.tag.ColumnKind;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Values of columns, as tags have them. */
final class ColumnValue {

    /** Before it, dates of JDBC may be of another calendar. */
    private static final int FIRST_CERTAIN_YEAR = 1600;

    private ColumnValue() {}

    /** A value that was read. */
    static @Nullable Object read(ResultSet row, int index, ColumnKind kind) throws SQLException {
        return switch (kind) {
            case UUID -> row.getObject(index, UUID.class);
            case DATE -> row.getObject(index, LocalDate.class);
            case TEXT -> row.getString(index);
            case BOOLEAN -> orNull(row, row.getBoolean(index));
            case INTEGER -> orNull(row, row.getLong(index));
            case OTHER -> throw new SQLException("Values of column " + index + " have no text");
        };
    }

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    /**
     * What the column holds after it was given a value; empty if that is not certain.
     *
     * @param value not null
     */
    static Optional<Object> stored(ColumnKind kind, Object value) {
        boolean isCertain = switch (kind) {
            case INTEGER, BOOLEAN, UUID -> kind.accepts(value.getClass());
            case TEXT -> value instanceof String text && !text.isEmpty();
            case DATE -> value instanceof LocalDate || value instanceof java.sql.Date;
            case OTHER -> false;
        };
        if (!isCertain) {
            return Optional.empty();
        }
        return value instanceof java.sql.Date date
                ? Optional.<Object>of(date.toLocalDate())
                        .filter(day -> ((LocalDate) day).getYear() > FIRST_CERTAIN_YEAR)
                : Optional.of(value);
    }
}
