package io.freshet.spring;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL and one Redis for all tests of this JVM, started when they are asked for first. They end with it.
 *
 * <p>A test has a database of its own, and with it keys of its own in Redis. Tests run one after the other, so one may stop Redis or restart it, which
 * forgets everything; it starts it again before it ends.
 */
final class Servers {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Servers() {}

    /** The PostgreSQL: commits do not wait for the disk, since no test here cuts its power. */
    static RealPostgres postgres() {
        return Postgres.SERVER;
    }

    /** The Redis. */
    static RealRedis redis() {
        return Redis.SERVER;
    }

    /** Creates an empty database; answers its name, which begins so. */
    static String newDatabase(String name) {
        String unique = name + DATABASES.incrementAndGet();
        postgres().createDatabase(unique);
        return unique;
    }

    private static final class Postgres {
        static final RealPostgres SERVER = RealPostgres.start(Map.of("fsync", "off"));
    }

    private static final class Redis {
        static final RealRedis SERVER = RealRedis.start();
    }
}
