package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Objects;

/** Makes proxies and calls through them, so that callers see the driver's own exceptions. */
final class Proxies {

    /** A constructor by interface: to look the class of a proxy up anew for each statement takes longer than to make it. */
    private static final ClassValue<Constructor<?>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            return constructorOf(type);
        }
    };

    private Proxies() {}

    static <T> T of(Class<T> type, InvocationHandler handler) {
        try {
            return type.cast(CONSTRUCTORS.get(type).newInstance(handler));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No " + type.getSimpleName() + " can be stood in for", e);
        }
    }

    private static Constructor<?> constructorOf(Class<?> type) {
        InvocationHandler none = (proxy, method, args) -> null;
        Class<?>[] interfaces = {type, Captured.class};
        try {
            return Proxy.newProxyInstance(Proxies.class.getClassLoader(), interfaces, none)
                    .getClass()
                    .getConstructor(InvocationHandler.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The class of a proxy has no constructor", e);
        }
    }

    /** Not public, so that the classes of proxies belong to this package, which may then call their constructors. */
    private interface Captured {}

    /** The one argument of {@code unwrap} and {@code isWrapperFor}. */
    static Class<?> type(@Nullable Object @Nullable [] args) {
        return (Class<?>) Objects.requireNonNull(Objects.requireNonNull(args)[0], "type");
    }

    /** Calls a method that answers something. */
    static Object answer(Object target, Method method, @Nullable Object @Nullable [] args) throws SQLException {
        return Objects.requireNonNull(call(target, method, args), method.getName());
    }

    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] args) throws SQLException {
        Object answer = UsualCalls.call(target, method.getName(), args);
        return answer == UsualCalls.NONE ? reflected(target, method, args) : answer;
    }

    private static @Nullable Object reflected(Object target, Method method, @Nullable Object @Nullable [] args)
            throws SQLException {
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
