package io.freshet.capture.jdbc;

import io.freshet.capture.observe.StatementObservation;
import io.freshet.sql.Operand;
import io.freshet.sql.Reading;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The values that a load has bound to those parameters of a prepared statement that pin a column. What was bound outside of the present load
 * is not known. Used by one thread at a time, as JDBC has it.
 */
final class BoundParameters {

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
        Object value = arguments[1];
        if (value != null && !setter.equals("setNull") && isPin(reading, index)) {
            values.put(index, value);
        } else {
            values.remove(index);
        }
    }

    private static boolean isPin(Reading reading, int index) {
        return reading instanceof Reading.Reads reads
                && reads.tables().stream()
                        .flatMap(read -> read.pinned().values().stream())
                        .anyMatch(new Operand.Parameter(index)::equals);
    }

    void clear() {
        values.clear();
    }

    @Nullable
    Object in(StatementObservation observation, int index) {
        return boundIn == observation ? values.get(index) : null;
    }
}
