package io.freshet.simulation;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.annotation.Observe;
import io.freshet.freshness.Freshness;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import javax.tools.ToolProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The simulation notices if a rule of the protocol is broken: each mutation is compiled, and schedules run with it in a class loader of its own.
 * {@code -Dfreshet.simulation.mutation=NAME} runs one of them, {@code =ALL} also those that take long.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class MutationTests {

    private static final int MOST_SCHEDULES = Integer.getInteger("freshet.simulation.mutation.schedules", 100_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void aBrokenRule_isNoticed(Mutation mutation) throws Exception {
        String only = System.getProperty("freshet.simulation.mutation");
        assumeTrue(only == null ? !mutation.isRare() : only.equals("ALL") || only.equals(mutation.name()));
        Path source = Stream.of("../core/src/main/java", "src/test/java")
                .map(root -> Path.of(root, "io/freshet", mutation.source() + ".java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Path broken = folder.resolve(source.getFileName());
        Files.writeString(broken, mutation.applyTo(Files.readString(source)));
        compile(broken);
        int schedules = run(mutation.scenario());
        System.out.println(mutation + ": noticed after " + schedules + " schedules of " + mutation.scenario());
        assertThat(schedules).as("schedules until %s was noticed", mutation).isPositive();
    }

    private void compile(Path source) {
        String classPath = Stream.of(places()).map(MutationTests::path).collect(Collectors.joining(":"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "-cp",
                        classPath,
                        "-d",
                        folder + "/classes",
                        source.toString());
        assertThat(failed).as("compiler's answer").isZero();
    }

    private int run(Scenario scenario) throws Exception {
        List<URL> urls =
                new ArrayList<>(List.of(folder.resolve("classes").toUri().toURL()));
        urls.addAll(List.of(places()));
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return (int) loader.loadClass(Simulation.class.getName())
                    .getMethod("schedulesUntilStale", String.class, long.class, int.class)
                    .invoke(null, scenario.name(), 0L, MOST_SCHEDULES);
        }
    }

    private static URL[] places() {
        return Stream.of(Freshness.class, Observe.class, Simulation.class, Caffeine.class, NullMarked.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
    }

    private static String path(URL place) {
        try {
            return Path.of(new URI(place.toString())).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
