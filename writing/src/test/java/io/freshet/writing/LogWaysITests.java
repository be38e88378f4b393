package io.freshet.writing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every way of writing to PostgreSQL, where writes are read from its log: two instances, one Redis. The application's statements are read
 * too; what they do not tell is seen within the bound.
 */
@Tag("long")
class LogWaysITests {

    private static final Set<String> NOT_IN_A_STATEMENT = Set.of("PostgreSQL: COPY", "trigger of the application");

    private static PostgresFleet fleet;

    @BeforeAll
    static void start() {
        fleet = new PostgresFleet(true, "freshet.capture=log", "freshet.log.url=${spring.datasource.url}");
    }

    @AfterAll
    static void stop(TestReporter reporter) {
        fleet.close();
        reporter.publishEntry("entries that stayed", Integer.toString(fleet.stayed()));
        assertThat(fleet.stayed()).as("entries that stayed").isGreaterThan(2000);
    }

    static Stream<Way> ways() {
        return Stream.concat(
                Matrix.everywhere(),
                Stream.of(DatabaseWays.POSTGRES).flatMap(List::stream).map(LogWaysITests::seen));
    }

    private static Way seen(Way way) {
        if (way.name().equals("PostgreSQL: DO")) {
            return way.guessingEverything();
        }
        return NOT_IN_A_STATEMENT.contains(way.name()) ? way.seenLate() : way;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cachedReadEqualsTheUncachedOne_onBothInstances(Way way) throws Exception {
        fleet.check(way);
    }
}
