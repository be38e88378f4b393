package io.freshet.capture.jdbc;

import io.freshet.capture.observe.StatementObservation;
import io.freshet.sql.Reading;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.sql.Date;
import java.sql.Types;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The values that a load has bound to those parameters of a prepared statement that pin a column. What was bound outside of the present load
 * is not known, nor is what a driver may send as another value. Used by one thread at a time, as JDBC has it.
 */
final class BoundParameters {

    /** They send what they are given. */
    private static final Set<String> PLAIN =
            Set.of("setByte", "setShort", "setInt", "setLong", "setString", "setBoolean", "setDate", "setObject");

    private static final Set<Integer> TEXTS = Set.of(Types.VARCHAR, Types.LONGVARCHAR, Types.OTHER);

    private final Map<Integer, Object> values = new HashMap<>();
    private @Nullable StatementObservation boundIn;

    /** A setter was called. */
    void bound(
            StatementObservation observation, Reading reading, String setter, @Nullable Object @Nullable [] arguments) {
        if (boundIn != observation) {
            values.clear();
            boundIn = observation;
        }
        if (arguments == null || arguments.length < 2 || !(arguments[0] instanceof Integer index)) {
            return;
        }
        Object value = sent(setter, arguments);
        if (value != null && isPin(reading, index)) {
            values.put(index, value);
        } else {
            values.remove(index);
        }
    }

    /** The value as the database gets it; null if that is not certain. */
    private static @Nullable Object sent(String setter, @Nullable Object[] arguments) {
        Object value = arguments[1];
        if (value == null || !PLAIN.contains(setter) || arguments.length > 3) {
            return null;
        }
        if (arguments.length == 2) {
            return value.getClass() == Date.class ? ((Date) value).toLocalDate() : value;
        }
        return setter.equals("setObject") && arguments[2] instanceof Integer type && keeps(type, value) ? value : null;
    }

    /** Whether a value that is sent as this type is still the same: drivers cut what does not fit. */
    private static boolean keeps(int type, Object value) {
        if (value instanceof String) {
            return TEXTS.contains(type);
        } else if (value instanceof UUID) {
            return type == Types.OTHER;
        } else if (value instanceof LocalDate) {
            return type == Types.DATE;
        } else if (value instanceof Boolean) {
            return type == Types.BOOLEAN || type == Types.BIT;
        } else if (!(value instanceof Number number) || value instanceof BigInteger) {
            return false;
        } else if (type == Types.SMALLINT || type == Types.TINYINT) {
            return number.longValue() == number.shortValue();
        } else if (type == Types.INTEGER) {
            return number.longValue() == number.intValue();
        }
        return type == Types.BIGINT;
    }

    private static boolean isPin(Reading reading, int index) {
        return reading instanceof Reading.Reads reads
                && reads.tables().stream()
                        .flatMap(read -> read.pinned().values().stream())
                        .anyMatch(operand -> operand.isParameter(index));
    }

    void clear() {
        values.clear();
    }

    @Nullable
    Object in(StatementObservation observation, int index) {
        return boundIn == observation ? values.get(index) : null;
    }
}
