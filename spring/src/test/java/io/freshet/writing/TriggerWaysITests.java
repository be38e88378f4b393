package io.freshet.writing;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way of writing to PostgreSQL, where triggers capture writes: two instances, one Redis. */
@Tag("long")
class TriggerWaysITests {

    private static RealPostgres postgres;
    private static RealRedis redis;
    private static Instance first;
    private static Instance second;
    private static Matrix matrix;

    @BeforeAll
    static void start() {
        postgres = RealPostgres.start(Map.of("fsync", "off"));
        redis = RealRedis.start();
        postgres.createDatabase("ways");
        new JdbcTemplate(postgres.dataSource("ways"))
                .execute("create table archive_line (id int)"); // declared, so it must be here too
        first = started();
        second = started();
        Rows.define(
                first,
                "create procedure raise_prices(by int) language sql as 'update visit set price = price + by'",
                "create function raised_prices(by int) returns void language sql as 'update visit set price = price + by'",
                "create function enter() returns trigger language plpgsql as"
                        + " 'begin insert into ledger values (new.amount, new.id); return null; end'",
                "create trigger entered after insert on till for each row execute function enter()");
        matrix = new Matrix(false, first, second);
    }

    private static Instance started() {
        return Instance.start(postgres.jdbcUrl("ways"), "spring.data.redis.port=" + redis.port());
    }

    @AfterAll
    static void stop(TestReporter reporter) {
        first.close();
        second.close();
        redis.close();
        postgres.close();
        reporter.publishEntry("entries that stayed", Integer.toString(matrix.stayed()));
        assertThat(matrix.stayed()).as("entries that stayed").isGreaterThan(2000);
    }

    static Stream<Way> ways() {
        return Stream.concat(
                Matrix.everywhere(), Stream.of(DatabaseWays.POSTGRES).flatMap(List::stream));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cachedReadEqualsTheUncachedOne_onBothInstances(Way way) throws Exception {
        matrix.check(way);
    }
}
