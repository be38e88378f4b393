package io.freshet.writing;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Two instances on one database of PostgreSQL and one Redis, before the matrix. The servers serve all fleets of this JVM, and end with it. */
final class PostgresFleet implements AutoCloseable {

    private static final RealPostgres POSTGRES = RealPostgres.start(Map.of("wal_level", "logical", "fsync", "off"));
    private static final RealRedis REDIS = RealRedis.start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String database = "ways" + DATABASES.incrementAndGet();
    private final Instance first;
    private final Instance second;
    private final Matrix matrix;

    /**
     * Starts both.
     *
     * @param isInProcess whether writes of the application are captured from statements' texts
     * @param properties of the instances
     */
    PostgresFleet(boolean isInProcess, String... properties) {
        POSTGRES.createDatabase(database);
        new JdbcTemplate(POSTGRES.dataSource(database))
                .execute("create table archive_line (id int)"); // declared, so it must be here too
        first = started(properties);
        second = started(properties);
        Rows.define(
                first,
                "create procedure raise_prices(by int) language sql as 'update visit set price = price + by'",
                "create function raised_prices(by int) returns void language sql as 'update visit set price = price + by'",
                "create function enter() returns trigger language plpgsql as"
                        + " 'begin insert into ledger values (new.amount, new.id); return null; end'",
                "create trigger entered after insert on till for each row execute function enter()");
        matrix = new Matrix(isInProcess, first, second).relayed();
    }

    private Instance started(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.data.redis.port=" + REDIS.port());
        all.add("freshet.interval=20ms");
        all.add("freshet.capture-check=0"); // takes TRUNCATE for rewritten rows, and tells them once more
        return Instance.start(POSTGRES.jdbcUrl(database), all.toArray(String[]::new));
    }

    void check(Way way) throws Exception {
        matrix.check(way);
    }

    /** How many entries have been seen to survive, in all. */
    int stayed() {
        return matrix.stayed();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
