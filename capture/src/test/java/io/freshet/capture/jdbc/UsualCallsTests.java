package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class UsualCallsTests {

    private final List<List<Object>> called = new ArrayList<>();

    private Object recording(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            called.add(call(method, args));
            return value(method.getReturnType());
        });
    }

    private static List<Object> call(Method method, @Nullable Object @Nullable [] args) {
        return List.of(method, args == null ? List.of() : Arrays.asList(args));
    }

    private static @Nullable Object value(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return 3;
        }
        if (type == long.class) {
            return 4L;
        }
        if (type == double.class) {
            return 5.0;
        }
        if (type == float.class) {
            return 6f;
        }
        if (type == short.class) {
            return (short) 7;
        }
        if (type == byte.class) {
            return (byte) 8;
        }
        return type == String.class ? "text" : null;
    }

    /** As a proxy gets them: none for a method without parameters. */
    private static @Nullable Object @Nullable [] args(Method method) {
        return method.getParameterCount() == 0
                ? null
                : Arrays.stream(method.getParameterTypes())
                        .map(UsualCallsTests::value)
                        .toArray();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Statement.class,
                PreparedStatement.class,
                CallableStatement.class,
                Connection.class,
                ResultSet.class
            })
    void whatIsCalled_isTheMethodThatWasAskedFor_withItsArguments_andNoOther(Class<?> type) throws SQLException {
        Object target = recording(type);
        Set<String> usual = new TreeSet<>();
        for (Method method : type.getMethods()) {
            called.clear();
            @Nullable Object @Nullable [] args = args(method);
            Object answer = UsualCalls.call(target, method.getName(), args);
            if (answer == UsualCalls.NONE) {
                assertThat(called).as("%s", method).isEmpty();
            } else {
                usual.add(method.getName());
                assertThat(called).as("%s", method).hasSize(1);
                Method made = (Method) called.get(0).get(0);
                assertThat(made.getName()).isEqualTo(method.getName());
                assertThat(made.getParameterTypes()).isEqualTo(method.getParameterTypes());
                assertThat(called.get(0).get(1)).isEqualTo(call(method, args).get(1));
                assertThat(answer).isEqualTo(value(method.getReturnType()));
            }
        }
        if (type == Connection.class) {
            assertThat(usual).containsExactly("close", "commit", "getAutoCommit", "prepareStatement", "setAutoCommit");
        } else if (type == ResultSet.class) {
            assertThat(usual)
                    .containsExactly(
                            "close", "getBoolean", "getInt", "getLong", "getObject", "getString", "next", "wasNull");
        } else if (type == Statement.class) {
            assertThat(usual).isEmpty();
        } else {
            assertThat(usual)
                    .containsExactly(
                            "close",
                            "execute",
                            "executeQuery",
                            "executeUpdate",
                            "setInt",
                            "setLong",
                            "setObject",
                            "setString");
        }
    }
}
