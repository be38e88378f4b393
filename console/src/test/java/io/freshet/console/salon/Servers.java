package io.freshet.console.salon;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL and one Redis for all tests of this JVM, started when they are asked for first. They end with it. */
public final class Servers {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Servers() {}

    /** The PostgreSQL: commits do not wait for the disk, since no test here cuts its power. */
    public static RealPostgres postgres() {
        return Postgres.SERVER;
    }

    /** The Redis. */
    public static RealRedis redis() {
        return Redis.SERVER;
    }

    /** Creates a database with the tables of the salon; answers its name. */
    static String newDatabase() {
        String name = "salon" + DATABASES.incrementAndGet();
        postgres().createDatabase(name);
        return name;
    }

    private static final class Postgres {
        static final RealPostgres SERVER = RealPostgres.start(Map.of("fsync", "off"));
    }

    private static final class Redis {
        static final RealRedis SERVER = RealRedis.start();
    }
}
