package io.freshet.testkit.server;

import redis.embedded.core.ExecutableProvider;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The {@code redis-server} that {@link RealRedis} starts: the file named by the system property {@value #PROPERTY}, or
 * else the one that embedded-redis carries, unpacked once in each JVM.
 */
final class RedisExecutable {
    static final String PROPERTY = "freshet.redis.server";

    private RedisExecutable() {}

    static Path path() {
        String external = System.getProperty(PROPERTY);
        if (external == null) {
            return Carried.PATH;
        }
        Path path = Path.of(external);
        if (!Files.isExecutable(path)) {
            throw new ServerException("System property " + PROPERTY + " = " + external
                    + " is not an executable file; name a redis-server or valkey-server, or remove the property");
        }
        return path;
    }

    private static final class Carried {
        private static final Path PATH = unpack();

        private static Path unpack() {
            try {
                File file = ExecutableProvider.newJarResourceProvider().get();
                file.getParentFile().deleteOnExit();
                file.deleteOnExit();
                return file.toPath();
            } catch (IOException e) {
                throw new ServerException("Cannot unpack the redis-server of embedded-redis", e);
            }
        }
    }
}
