package io.freshet.writing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** The statements of MySQL and MariaDB, as H2 understands them, and keys among tables whose names it keeps in lower case. */
@Tag("long")
class MySqlModeWaysITests {

    private static Instance instance;
    private static Matrix matrix;

    @BeforeAll
    static void start() {
        instance = Instance.start(
                "jdbc:h2:mem:mysql;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1",
                Instance.WITHOUT_REDIS);
        Rows.define(instance);
        matrix = new Matrix(true, instance);
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    static Stream<Way> ways() {
        return Stream.of(DatabaseWays.MYSQL, DatabaseWays.CASCADES, EntityWays.STATELESS, JdbcWays.BARE)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cachedReadEqualsTheUncachedOne(Way way) throws Exception {
        matrix.check(way);
    }
}
