package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.util.List;

/** Stands in for a result whose rows can be changed: tells its connection's transaction when they are. */
final class ResultSetHandler implements InvocationHandler {

    private final ResultSet delegate;
    private final Object statement;
    private final CapturedTransaction transaction;
    private final StatementEffect effect;

    /**
     * Watches.
     *
     * @param statement what it came from, as the application knows it
     * @param effect what changing a row does
     */
    ResultSetHandler(ResultSet delegate, Object statement, CapturedTransaction transaction, StatementEffect effect) {
        this.delegate = delegate;
        this.statement = statement;
        this.transaction = transaction;
        this.effect = effect;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> delegate.toString();
            case "getStatement" -> statement;
            case "unwrap" -> transaction.unwrapped(proxy, delegate, Proxies.type(args), "result");
            case "isWrapperFor" -> Proxies.type(args).isInstance(proxy) || delegate.isWrapperFor(Proxies.type(args));
            case "insertRow", "updateRow", "deleteRow" ->
                transaction.execute(List.of(effect), () -> Proxies.call(delegate, method, args));
            default -> Proxies.call(delegate, method, args);
        };
    }
}
