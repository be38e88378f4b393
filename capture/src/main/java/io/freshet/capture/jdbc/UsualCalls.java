package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Calls the methods that most statements go through as they are, and not by reflection: a transaction of ten short statements goes through
 * some seventy of them. What it brings is in decision 52.
 */
final class UsualCalls {

    /** What is answered for a method that is none of them. */
    static final Object NONE = new Object();

    private UsualCalls() {}

    /** What the method of that name answers, or {@link #NONE} if it was not called. */
    static @Nullable Object call(Object target, String method, @Nullable Object @Nullable [] args) throws SQLException {
        if (target instanceof PreparedStatement statement) {
            return args == null ? call(statement, method) : call(statement, method, args);
        }
        if (target instanceof Connection connection) {
            return args == null ? call(connection, method) : call(connection, method, args);
        }
        if (target instanceof ResultSet rows) {
            return args == null ? call(rows, method) : call(rows, method, args);
        }
        return NONE;
    }

    private static @Nullable Object call(PreparedStatement statement, String method) throws SQLException {
        return switch (method) {
            case "execute" -> statement.execute();
            case "executeUpdate" -> statement.executeUpdate();
            case "executeQuery" -> statement.executeQuery();
            case "close" -> {
                statement.close();
                yield null;
            }
            default -> NONE;
        };
    }

    /** The first argument may also be the name of a parameter, the last may be a null. */
    private static @Nullable Object call(PreparedStatement statement, String method, @Nullable Object[] args)
            throws SQLException {
        if (args.length != 2 || !(args[0] instanceof Integer index)) {
            return NONE;
        }
        Object value = args[1];
        if (value instanceof Long number && method.equals("setLong")) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number && method.equals("setInt")) {
            statement.setInt(index, number);
        } else if (method.equals("setString")) {
            statement.setString(index, (String) value);
        } else if (method.equals("setObject")) {
            statement.setObject(index, value);
        } else {
            return NONE;
        }
        return null;
    }

    private static @Nullable Object call(Connection connection, String method) throws SQLException {
        return switch (method) {
            case "commit" -> {
                connection.commit();
                yield null;
            }
            case "getAutoCommit" -> connection.getAutoCommit();
            case "close" -> {
                connection.close();
                yield null;
            }
            default -> NONE;
        };
    }

    private static @Nullable Object call(Connection connection, String method, @Nullable Object[] args)
            throws SQLException {
        if (args.length == 1 && method.equals("prepareStatement")) {
            return connection.prepareStatement((String) args[0]);
        }
        if (args.length == 1 && args[0] instanceof Boolean commits && method.equals("setAutoCommit")) {
            connection.setAutoCommit(commits);
            return null;
        }
        return NONE;
    }

    private static @Nullable Object call(ResultSet rows, String method) throws SQLException {
        return switch (method) {
            case "next" -> rows.next();
            case "wasNull" -> rows.wasNull();
            case "close" -> {
                rows.close();
                yield null;
            }
            default -> NONE;
        };
    }

    private static @Nullable Object call(ResultSet rows, String method, @Nullable Object[] args) throws SQLException {
        if (args.length != 1) {
            return NONE;
        }
        if (args[0] instanceof Integer index) {
            return switch (method) {
                case "getString" -> rows.getString(index);
                case "getLong" -> rows.getLong(index);
                case "getInt" -> rows.getInt(index);
                case "getBoolean" -> rows.getBoolean(index);
                case "getObject" -> rows.getObject(index);
                default -> NONE;
            };
        }
        if (args[0] instanceof String label) {
            return switch (method) {
                case "getString" -> rows.getString(label);
                case "getLong" -> rows.getLong(label);
                case "getInt" -> rows.getInt(label);
                case "getBoolean" -> rows.getBoolean(label);
                case "getObject" -> rows.getObject(label);
                default -> NONE;
            };
        }
        return NONE;
    }
}
