package io.freshet.bench.visibility;

import javax.sql.DataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * Hears of the commits of a connection, whoever commits: below any capture, so that "after" is before the invalidation.
 */
interface CommitWatch {

    /** Right before the commit is sent. */
    default void before() {}

    /** Right after the database has answered it. */
    void after();

    /** Returns the data source with this watch over its connections. */
    static DataSource over(DataSource database, CommitWatch watch) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? over(connection, watch) : result;
        });
    }

    private static Connection over(Connection connection, CommitWatch watch) {
        return proxy(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("commit")) {
                return invoke(connection, method, arguments);
            }
            watch.before();
            Object result = invoke(connection, method, arguments);
            watch.after();
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, Invocation invocation) {
        InvocationHandler handler =
                (proxy, method, arguments) -> invocation.of(method, arguments == null ? new Object[0] : arguments);
        return type.cast(Proxy.newProxyInstance(CommitWatch.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** One call of a method. */
    @FunctionalInterface
    interface Invocation {
        Object of(Method method, Object[] arguments) throws Throwable;
    }
}
