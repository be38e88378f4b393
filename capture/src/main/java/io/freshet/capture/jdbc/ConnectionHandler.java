package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collection;

/** Stands in for a connection: watches what begins and ends transactions, and hands out watched statements. */
final class ConnectionHandler implements InvocationHandler, CapturedConnection {

    private final Connection delegate;
    private final CapturedTransaction transaction;

    private ConnectionHandler(Connection delegate, Capturing capturing) {
        this.delegate = delegate;
        this.transaction = new CapturedTransaction(delegate, capturing);
    }

    /** Without asking the connection: one that is lazy would be taken from its pool by that. */
    static boolean isCaptured(Connection connection) {
        return Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof ConnectionHandler;
    }

    static Connection captured(Connection delegate, Capturing capturing) {
        return Proxies.of(Connection.class, new ConnectionHandler(delegate, capturing));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        int count = args == null ? 0 : args.length;
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "captured " + delegate;
            case "unwrap" -> unwrap(proxy, Proxies.type(args));
            case "isWrapperFor" -> isWrapperFor(proxy, Proxies.type(args));
            case "createStatement" -> statement(proxy, Statement.class, method, args);
            case "prepareStatement" -> statement(proxy, PreparedStatement.class, method, args);
            case "prepareCall" -> statement(proxy, CallableStatement.class, method, args);
            case "commit" -> transaction.committingPlainly(() -> Proxies.call(delegate, method, args));
            case "setAutoCommit" -> setAutoCommit(method, args);
            case "rollback" ->
                count == 0
                        ? transaction.rollingBack(() -> Proxies.call(delegate, method, args))
                        : rollBackTo(method, args);
            case "setSavepoint" -> setSavepoint(method, args);
            case "releaseSavepoint" -> releaseSavepoint(method, args);
            case "close", "abort" -> transaction.rollingBack(() -> Proxies.call(delegate, method, args));
            case "getMetaData" ->
                HandedOut.of(
                        (DatabaseMetaData) Proxies.answer(delegate, method, args), (Connection) proxy, transaction);
            case "setSchema", "setCatalog" -> move(method, args);
            default -> Proxies.call(delegate, method, args);
        };
    }

    private @Nullable Object move(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        transaction.capturing().namesMoved();
        return Proxies.call(delegate, method, args);
    }

    private @Nullable Object setSavepoint(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        Object answer = Proxies.call(delegate, method, args);
        if (answer instanceof Savepoint savepoint) {
            transaction.log().mark(savepoint);
        }
        return answer;
    }

    private @Nullable Object rollBackTo(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        Object answer = Proxies.call(delegate, method, args);
        if (args != null && args[0] instanceof Savepoint savepoint) {
            transaction.log().rolledBackTo(savepoint);
        }
        return answer;
    }

    private @Nullable Object releaseSavepoint(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        Object answer = Proxies.call(delegate, method, args);
        if (args != null && args[0] instanceof Savepoint savepoint) {
            transaction.log().released(savepoint);
        }
        return answer;
    }

    private @Nullable Object setAutoCommit(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        boolean commits = args != null && Boolean.TRUE.equals(args[0]) && !delegate.getAutoCommit();
        return commits
                ? transaction.committingPlainly(() -> Proxies.call(delegate, method, args))
                : Proxies.call(delegate, method, args);
    }

    private Object statement(
            Object proxy, Class<? extends Statement> type, Method method, @Nullable Object @Nullable [] args)
            throws SQLException {
        Statement statement = (Statement) Proxies.answer(delegate, method, args);
        String sql = args != null && args.length > 0 && args[0] instanceof String text ? text : "";
        boolean isUpdatable = statement.getResultSetConcurrency() == ResultSet.CONCUR_UPDATABLE;
        return Proxies.of(type, new StatementHandler(statement, (Connection) proxy, transaction, sql, isUpdatable));
    }

    private Object unwrap(Object proxy, Class<?> type) throws SQLException {
        if (type == CapturedConnection.class) {
            return this;
        }
        return transaction.unwrapped(proxy, delegate, type, "connection");
    }

    private boolean isWrapperFor(Object proxy, Class<?> type) throws SQLException {
        return type == CapturedConnection.class
                || type.isInstance(proxy)
                || type.isInstance(delegate)
                || delegate.isWrapperFor(type);
    }

    @Override
    public void touch(Collection<String> tagNames) {
        transaction.log().touch(tagNames);
    }

    @Override
    public boolean isWriting() {
        return transaction.log().isWriting();
    }

    @Override
    public int statements() {
        return transaction.log().statements();
    }
}
