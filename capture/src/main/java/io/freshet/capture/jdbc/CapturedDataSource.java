package io.freshet.capture.jdbc;

import io.freshet.capture.observe.ReadTables;
import io.freshet.change.ChangeSink;
import io.freshet.sql.StatementTexts;

import javax.sql.DataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;

/**
 * A data source whose connections tell what they wrote, right after each commit and before control returns to the writer.
 *
 * <p>A commit of a transaction that only read costs nothing more. One that may have written asks {@link TransactionTags} first (one round trip
 * at the most), commits, and hands the answer to the {@link ChangeSink}. A statement outside a transaction that may write gets a
 * transaction of its own; one that may commit by itself (CALL, DO) does not, and is left to the relay. Nothing is told after a rollback.
 * What was rolled back to a savepoint may be told all the same: too much, never too little.
 *
 * <p>A connection that is captured already, since what is wrapped leads to another captured data source, is left as it is.
 *
 * <p>Wrap the pool, not what is below it. {@code unwrap} finds the pool and the driver's connections as before. Thread-safe.
 */
public final class CapturedDataSource implements DataSource {

    private final DataSource delegate;
    private final Capturing capturing;

    /**
     * Wraps.
     *
     * @param delegate where connections come from
     * @param tags what tells the tags of a transaction
     * @param sink who makes them effective
     */
    public CapturedDataSource(DataSource delegate, TransactionTags tags, ChangeSink sink) {
        this(delegate, tags, sink, ReadTables.undecided());
    }

    /**
     * Wraps, so that loads are also watched for what they read.
     *
     * @param tables what the names in their statements stand for
     */
    public CapturedDataSource(DataSource delegate, TransactionTags tags, ChangeSink sink, ReadTables tables) {
        this(delegate, tags, sink, tables, StatementListener.none());
    }

    /**
     * Wraps, so that somebody hears what is executed.
     *
     * @param listener who hears it
     */
    public CapturedDataSource(
            DataSource delegate, TransactionTags tags, ChangeSink sink, ReadTables tables, StatementListener listener) {
        this.delegate = delegate;
        this.capturing = new Capturing(
                tags, sink, new StatementReader(), new StatementTexts(), tables, new SessionNames(), listener);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return captured(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return captured(delegate.getConnection(username, password));
    }

    private Connection captured(Connection connection) {
        return ConnectionHandler.isCaptured(connection)
                ? connection
                : ConnectionHandler.captured(connection, capturing);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(delegate) || delegate.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return "captured " + delegate;
    }
}
