package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was bound to the parameters of a prepared statement for one execution. Used by one thread at a time, as JDBC has it. */
final class BoundRow {

    private final Map<Integer, Setting> settings;

    BoundRow() {
        this(new HashMap<>());
    }

    private BoundRow(Map<Integer, Setting> settings) {
        this.settings = settings;
    }

    /** A setter was called. */
    void set(Method setter, @Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments.length >= 2 && arguments[0] instanceof Integer index) {
            settings.put(index, new Setting(setter, arguments.clone()));
        }
    }

    void clear() {
        settings.clear();
    }

    BoundRow copy() {
        return new BoundRow(new HashMap<>(settings));
    }

    /** The value of a parameter, with whether it is null; empty if it is not known. */
    Optional<Setting> get(int index) {
        return Optional.ofNullable(settings.get(index)).filter(Setting::isRepeatable);
    }

    /**
     * A setter's call.
     *
     * @param arguments its arguments, the index first
     */
    record Setting(Method setter, @Nullable Object[] arguments) {

        boolean isNull() {
            return setter.getName().equals("setNull") || arguments[1] == null;
        }

        /** What was bound; with more arguments than a type, a conversion may be asked for. */
        @Nullable
        Object value() {
            return arguments[1];
        }

        /** What can be read once only has been read when the statement comes. */
        private boolean isRepeatable() {
            return !(arguments[1] instanceof InputStream
                    || arguments[1] instanceof Reader
                    || arguments[1] instanceof Blob
                    || arguments[1] instanceof Clob);
        }

        /** Binds the same to another statement. */
        void repeat(PreparedStatement statement, int index) throws SQLException {
            @Nullable Object[] moved = arguments.clone();
            moved[0] = index;
            Proxies.call(statement, setter, moved);
        }
    }
}
