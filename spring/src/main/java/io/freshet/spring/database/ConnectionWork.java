package io.freshet.spring.database;

import io.freshet.capture.CaptureException;
import io.freshet.capture.jdbc.CapturedConnection;
import io.freshet.capture.jdbc.CapturedTransactions;
import io.freshet.spring.transaction.CapturedWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the captured connections know that Spring has bound to the calling thread. Thread-safe. */
public final class ConnectionWork implements CapturedWork {

    @Override
    public boolean isWriting() {
        return CapturedTransactions.isWriting();
    }

    @Override
    public boolean hasExecuted() {
        List<DataSource> bound = bound();
        for (DataSource source : bound) {
            Integer statements = ask(source, CapturedConnection::statements);
            if (statements == null || statements > 0) {
                return true;
            }
        }
        return bound.isEmpty();
    }

    @Override
    public boolean join(Collection<String> tagNames) {
        for (DataSource source : bound()) {
            Boolean joined = ask(source, connection -> {
                connection.touch(tagNames);
                return true;
            });
            if (joined != null) {
                return true;
            }
        }
        return false;
    }

    private static List<DataSource> bound() {
        List<DataSource> bound = new ArrayList<>(1);
        TransactionSynchronizationManager.getResourceMap().forEach((key, value) -> {
            if (key instanceof DataSource source && value instanceof ConnectionHolder) {
                bound.add(source);
            }
        });
        return bound;
    }

    private static <T> @Nullable T ask(DataSource source, Question<T> question) {
        Connection connection = DataSourceUtils.getConnection(source);
        try {
            return connection.isWrapperFor(CapturedConnection.class)
                    ? question.of(connection.unwrap(CapturedConnection.class))
                    : null;
        } catch (SQLException e) {
            throw new CaptureException("Cannot ask the connection of the present transaction: " + e.getMessage(), e);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    private interface Question<T> {
        T of(CapturedConnection connection);
    }
}
