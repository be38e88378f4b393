package io.freshet.capture.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks the database in one statement. */
final class Answers {

    private static final int LIMIT_SECONDS = 3;
    private static final double STEP = 1_024;
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private Answers() {}

    /** The first row, by what a function makes of it. */
    static <T> T row(Connection connection, String sql, Reading<T> reading, Object... parameters) throws SQLException {
        List<T> rows = rows(connection, sql, reading, parameters);
        if (rows.isEmpty()) {
            throw new SQLException("it answered nothing to: " + sql);
        }
        return rows.get(0);
    }

    /** All rows, by what a function makes of each. */
    static <T> List<T> rows(Connection connection, String sql, Reading<T> reading, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(LIMIT_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(reading.of(row));
                }
                return rows;
            }
        }
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

    /** What is made of a row. */
    interface Reading<T> {

        /** Reads the present row. */
        T of(ResultSet row) throws SQLException;
    }
}
