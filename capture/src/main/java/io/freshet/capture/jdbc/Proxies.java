package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Objects;

/** Makes proxies and calls through them, so that callers see the driver's own exceptions. */
final class Proxies {

    private Proxies() {}

    static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The one argument of {@code unwrap} and {@code isWrapperFor}. */
    static Class<?> type(@Nullable Object @Nullable [] args) {
        return (Class<?>) Objects.requireNonNull(Objects.requireNonNull(args)[0], "type");
    }

    /** Calls a method that answers something. */
    static Object answer(Object target, Method method, @Nullable Object @Nullable [] args) throws SQLException {
        return Objects.requireNonNull(call(target, method, args), method.getName());
    }

    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] args) throws SQLException {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new SQLException("The driver failed in " + method.getName(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("The driver does not let " + method.getName() + " be called", e);
        }
    }
}
