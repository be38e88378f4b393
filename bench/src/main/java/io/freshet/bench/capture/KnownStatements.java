package io.freshet.bench.capture;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementTransactionTags;

import javax.sql.DataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What capturing adds to a statement whose text it knows: on a driver that does nothing, nothing else is left to measure. */
final class KnownStatements {

    private static final String TEXT = "UPDATE account SET balance = balance + ? WHERE id = ?";

    private KnownStatements() {}

    /** Executes so many in one transaction, as many before that do not count; returns the nanoseconds of all. */
    static long nanos(int statements) throws SQLException {
        DataSource captured =
                new CapturedDataSource(idle(DataSource.class), StatementTransactionTags.withoutOutbox(), change -> {});
        try (Connection connection = captured.getConnection();
                PreparedStatement statement = connection.prepareStatement(TEXT)) {
            execute(statement, statements);
            long start = System.nanoTime();
            execute(statement, statements);
            return System.nanoTime() - start;
        }
    }

    private static void execute(PreparedStatement statement, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            statement.executeUpdate();
        }
    }

    /** Answers 0, false, or more of the same. */
    private static <T> T idle(Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Class<?> answer = method.getReturnType();
            if (answer == int.class) {
                return 0;
            } else if (answer == boolean.class) {
                return false;
            }
            return answer.isInterface() ? idle(answer) : null;
        };
        return type.cast(
                Proxy.newProxyInstance(KnownStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
