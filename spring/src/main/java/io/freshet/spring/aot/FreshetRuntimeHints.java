package io.freshet.spring.aot;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

import java.util.List;

/** What Freshet loads as resources, and the proxies that it makes, whatever the application. */
final class FreshetRuntimeHints implements RuntimeHintsRegistrar {

    private static final List<String> RESOURCES =
            List.of("io/freshet/redis/*.lua", "io/freshet/capture/postgres/*.sql", "io/freshet/capture/log/*.sql");

    /** What makes their classes those of its package. */
    private static final String CAPTURED = "io.freshet.capture.jdbc.Proxies$Captured";

    /** What captured connections and what they answer with are made of, and call their delegates by. */
    private static final List<List<String>> PROXIES = List.of(
            List.of("java.sql.Connection", CAPTURED),
            List.of("java.sql.Statement", CAPTURED),
            List.of("java.sql.PreparedStatement", CAPTURED),
            List.of("java.sql.CallableStatement", CAPTURED),
            List.of("java.sql.ResultSet", CAPTURED),
            List.of("io.r2dbc.spi.Connection", "io.r2dbc.spi.Wrapped"),
            List.of("io.r2dbc.spi.Statement"),
            List.of("io.r2dbc.spi.Batch"));

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        RESOURCES.forEach(pattern -> hints.resources().registerPattern(pattern));
        for (List<String> interfaces : PROXIES) {
            if (interfaces.stream().allMatch(name -> ClassUtils.isPresent(name, loader))) {
                register(hints, interfaces.stream().map(TypeReference::of).toArray(TypeReference[]::new));
            }
        }
    }

    private static void register(RuntimeHints hints, TypeReference... interfaces) {
        hints.proxies().registerJdkProxy(interfaces);
        for (TypeReference type : interfaces) {
            hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
        }
    }
}
