package io.freshet.capture.jdbc;

import io.freshet.capture.observe.StatementObservation;
import io.freshet.sql.RowWrite;
import io.freshet.sql.WrittenTables;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Stands in for a statement: tells its connection's transaction what is executed. */
final class StatementHandler implements InvocationHandler {

    private final Statement delegate;
    private final Connection connection;
    private final CapturedTransaction transaction;
    private final String sql;
    private final boolean isUpdatable;
    private final List<StatementEffect> batch = new ArrayList<>();
    private final BoundParameters parameters = new BoundParameters();
    private final RowExecution rows;
    private String executed = "";

    /**
     * Watches.
     *
     * @param sql the text it was prepared with, or empty
     * @param isUpdatable whether its results may write
     */
    StatementHandler(
            Statement delegate,
            Connection connection,
            CapturedTransaction transaction,
            String sql,
            boolean isUpdatable) {
        this.delegate = delegate;
        this.connection = connection;
        this.transaction = transaction;
        this.sql = sql;
        this.isUpdatable = isUpdatable;
        this.rows = new RowExecution(transaction, sql);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> delegate.toString();
            case "getConnection" -> connection;
            case "unwrap" -> transaction.unwrapped(proxy, delegate, Proxies.type(args), "statement");
            case "isWrapperFor" -> Proxies.type(args).isInstance(proxy) || delegate.isWrapperFor(Proxies.type(args));
            case "addBatch" -> addBatch(method, args);
            case "clearBatch" -> clearBatch(method, args);
            case "executeBatch", "executeLargeBatch" -> executeBatch(method, args);
            case "executeQuery" -> result(proxy, executeOne(method, args));
            case "getResultSet" -> result(proxy, Proxies.call(delegate, method, args));
            case "execute", "executeUpdate", "executeLargeUpdate" -> executeOne(method, args);
            default -> configure(method, args);
        };
    }

    private @Nullable Object configure(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        rows.bound(method, args);
        StatementObservation load = StatementObservation.current();
        if (load != null && !sql.isEmpty()) {
            if (method.getName().equals("clearParameters")) {
                parameters.clear();
            } else if (method.getName().startsWith("set")) {
                parameters.bound(load, transaction.capturing().texts().read(sql), method.getName(), args);
            }
        }
        return Proxies.call(delegate, method, args);
    }

    private @Nullable Object executeOne(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        StatementEffect effect = effectOf(args);
        StatementObservation load = StatementObservation.current();
        if (load != null) {
            tell(load, effect, textOf(args));
        }
        RowWrite written = rows.next(executed, executed.equals(sql), effect);
        return execute(List.of(effect), written, false, method, args);
    }

    private void tell(StatementObservation load, StatementEffect effect, String text) {
        Capturing capturing = transaction.capturing();
        if (effect instanceof StatementEffect.Writes || effect instanceof StatementEffect.Unknown) {
            load.gap("executes a statement that may write");
        } else {
            load.executes(
                    capturing.texts().read(text),
                    capturing.tables(),
                    capturing.names()::isCertain,
                    index -> parameters.in(load, index));
        }
    }

    private String textOf(@Nullable Object @Nullable [] args) {
        return args != null && args.length > 0 && args[0] instanceof String given ? given : sql;
    }

    private @Nullable Object addBatch(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        batch.add(effectOf(args));
        rows.batched();
        return Proxies.call(delegate, method, args);
    }

    private @Nullable Object clearBatch(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        batch.clear();
        rows.clearBatch();
        return Proxies.call(delegate, method, args);
    }

    private @Nullable Object executeBatch(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        List<StatementEffect> effects = List.copyOf(batch);
        batch.clear();
        StatementObservation load = StatementObservation.current();
        if (load != null) {
            load.gap("executes a batch of statements");
        }
        return execute(effects, rows.nextBatch(), true, method, args);
    }

    private StatementEffect effectOf(@Nullable Object @Nullable [] args) {
        executed = textOf(args);
        StatementEffect effect = transaction.read(executed);
        transaction.heard(executed, effect);
        return effect;
    }

    /**
     * A result whose rows can be changed is watched as well: whatever its query names may be what it changes. Another is stood in for in a load,
     * which must not pass by with what it reads; elsewhere each row that is read would pay for it.
     */
    private @Nullable Object result(Object proxy, @Nullable Object result) {
        if (!(result instanceof ResultSet rows)) {
            return result;
        }
        if (!isUpdatable) {
            return StatementObservation.current() == null ? result : HandedOut.of(rows, (Statement) proxy, transaction);
        }
        StatementEffect effect = WrittenTables.namedBy(executed)
                .<StatementEffect>map(StatementEffect.Writes::toAnything)
                .orElse(new StatementEffect.Unknown(false));
        return Proxies.of(ResultSet.class, new ResultSetHandler(rows, proxy, transaction, effect));
    }

    private @Nullable Object execute(
            List<StatementEffect> effects,
            @Nullable RowWrite written,
            boolean isBatch,
            Method method,
            @Nullable Object @Nullable [] args)
            throws SQLException {
        CapturedTransaction.Action<@Nullable Object> action = () -> {
            int fetchSize = StatementEffect.areReads(effects) ? 0 : delegate.getFetchSize();
            if (fetchSize == 0) {
                return Proxies.call(delegate, method, args);
            }
            return executeWhole(fetchSize, method, args);
        };
        if (written == null || !RowExecution.isAll(written, effects)) {
            rows.clearBatch();
            return transaction.execute(effects, action);
        }
        return transaction.execute(RowExecution.rest(effects), () -> rows.run(written, delegate, isBatch, action));
    }

    /** A commit right after the statement would close a cursor: what a write answers is fetched at once, as without a transaction. */
    private @Nullable Object executeWhole(int fetchSize, Method method, @Nullable Object @Nullable [] args)
            throws SQLException {
        delegate.setFetchSize(0);
        try {
            return Proxies.call(delegate, method, args);
        } finally {
            delegate.setFetchSize(fetchSize);
        }
    }
}
