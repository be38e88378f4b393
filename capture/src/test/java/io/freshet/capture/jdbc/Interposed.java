package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A data source that lets something happen right before the application's statement reaches the database. */
final class Interposed {

    private final DataSource delegate;
    private @Nullable Happening happening;
    private String word = "";

    Interposed(DataSource delegate) {
        this.delegate = delegate;
    }

    /** Once, before the next prepared statement that begins with this word. */
    void before(String firstWord, Happening once) {
        word = firstWord;
        happening = once;
    }

    boolean isPending() {
        return happening != null;
    }

    DataSource source() {
        return Proxies.of(DataSource.class, (proxy, method, args) -> {
            Object answer = Proxies.call(delegate, method, args);
            return answer instanceof Connection connection ? watched(connection) : answer;
        });
    }

    private Connection watched(Connection connection) {
        return Proxies.of(Connection.class, (proxy, method, args) -> {
            Object answer = Proxies.call(connection, method, args);
            return answer instanceof PreparedStatement statement && args != null
                    ? watched(statement, String.valueOf(args[0]))
                    : answer;
        });
    }

    private PreparedStatement watched(PreparedStatement statement, String sql) {
        return Proxies.of(PreparedStatement.class, (proxy, method, args) -> {
            Happening next = happening;
            if (next != null && sql.startsWith(word) && isExecution(method)) {
                happening = null;
                next.happen();
            }
            return Proxies.call(statement, method, args);
        });
    }

    private static boolean isExecution(Method method) {
        return method.getName().startsWith("execute");
    }

    /** What happens. */
    interface Happening {
        void happen() throws SQLException;
    }
}
