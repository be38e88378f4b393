package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;

/** Stands in for what a connection or a statement hands out: leads back to the one that the application knows, and not to the driver's own. */
final class HandedOut implements InvocationHandler {

    private final Wrapper delegate;
    private final String back;
    private final Object origin;
    private final String what;
    private final CapturedTransaction transaction;

    private HandedOut(Wrapper delegate, String back, Object origin, String what, CapturedTransaction transaction) {
        this.delegate = delegate;
        this.back = back;
        this.origin = origin;
        this.what = what;
        this.transaction = transaction;
    }

    static DatabaseMetaData of(DatabaseMetaData data, Connection origin, CapturedTransaction transaction) {
        return Proxies.of(
                DatabaseMetaData.class, new HandedOut(data, "getConnection", origin, "metadata", transaction));
    }

    static ResultSet of(ResultSet rows, Statement origin, CapturedTransaction transaction) {
        return Proxies.of(ResultSet.class, new HandedOut(rows, "getStatement", origin, "result", transaction));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        String name = method.getName();
        if (name.equals(back)) {
            return origin;
        }
        return switch (name) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> delegate.toString();
            case "unwrap" -> transaction.unwrapped(proxy, delegate, Proxies.type(args), what);
            case "isWrapperFor" -> Proxies.type(args).isInstance(proxy) || delegate.isWrapperFor(Proxies.type(args));
            default -> Proxies.call(delegate, method, args);
        };
    }
}
