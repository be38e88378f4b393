package io.freshet.testkit.server;

import redis.embedded.core.ExecutableProvider;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server executable that speaks the Redis protocol, for {@link RealRedis} and all that is built from it. Immutable.
 *
 * @param path the executable
 * @param product {@code redis} or {@code valkey}, as the executable calls itself
 * @param version such as {@code 7.0.15}
 */
public record RedisBinary(Path path, String product, String version) {
    /** The system property that names the executable which is used where a test names none. */
    public static final String PROPERTY = "freshet.redis.server";

    private static final Pattern ANSWER = Pattern.compile("(\\w+) server v=([0-9.]+)");
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");
    private static final List<String> USUAL_PLACES = List.of("/usr/bin", "/usr/local/bin");

    /** Returns what the system property {@value #PROPERTY} names, or else the carried one. */
    public static RedisBinary byDefault() {
        String external = System.getProperty(PROPERTY);
        if (external == null) {
            return carried();
        }
        Path path = Path.of(external);
        if (!Files.isExecutable(path)) {
            throw new ServerException("System property " + PROPERTY + " = " + external
                    + " is not an executable file; name a redis-server or valkey-server, or remove the property");
        }
        return at(path);
    }

    /** Returns the Redis 6.2 that embedded-redis carries, unpacked once in each JVM. */
    public static RedisBinary carried() {
        return Carried.BINARY;
    }

    /** Returns every server that is found on the {@code PATH} or where systems usually install it, each file once. */
    public static List<RedisBinary> installed() {
        Set<Path> files = new HashSet<>();
        return places().stream()
                .flatMap(directory -> NAMES.stream().map(directory::resolve))
                .filter(path -> Files.isExecutable(path) && files.add(real(path)))
                .flatMap(RedisBinary::tryAt)
                .toList();
    }

    /** Returns the carried and all installed ones, to run one test on each. */
    public static List<RedisBinary> all() {
        return Stream.concat(Stream.of(carried()), installed().stream()).toList();
    }

    /**
     * Asks an executable for its name and version.
     *
     * @throws ServerException if it is no server of this kind
     */
    public static RedisBinary at(Path path) {
        String answer = ChildProcess.run(List.of(path.toString(), "--version"));
        Matcher words = ANSWER.matcher(answer);
        if (!words.find()) {
            throw new ServerException(path + " is not a redis-server or valkey-server; --version said " + answer);
        }
        return new RedisBinary(path, words.group(1).toLowerCase(Locale.ROOT), words.group(2));
    }

    /** Returns whether the version is this one or a later one. */
    public boolean isAtLeast(int major, int minor) {
        String[] parts = version.split("\\.", -1);
        int ours = Integer.parseInt(parts[0]);
        return ours > major || (ours == major && Integer.parseInt(parts[1]) >= minor);
    }

    /** Returns product and version, such as {@code redis 7.0.15}. */
    @Override
    public String toString() {
        return product + " " + version;
    }

    private static Set<Path> places() {
        List<String> names = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            names.addAll(List.of(path.split(File.pathSeparator, -1)));
        }
        names.addAll(USUAL_PLACES);
        names.removeIf(String::isEmpty);
        return new LinkedHashSet<>(names.stream().map(Path::of).toList());
    }

    /** Only to compare: what such a file does may depend on the name by which it is called. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path;
        }
    }

    private static Stream<RedisBinary> tryAt(Path path) {
        try {
            return Stream.of(at(path));
        } catch (ServerException notOfThisKind) {
            return Stream.empty();
        }
    }

    private static final class Carried {
        private static final RedisBinary BINARY = at(unpack());

        private static Path unpack() {
            try {
                return ExecutableProvider.newJarResourceProvider(
                                Watchdog.newDirectory("unpack").toFile())
                        .get()
                        .toPath();
            } catch (IOException e) {
                throw new ServerException("Cannot unpack the redis-server of embedded-redis", e);
            }
        }
    }
}
