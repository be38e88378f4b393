package io.freshet.writing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way of writing to PostgreSQL, where triggers capture writes: two instances, one Redis. */
@Tag("long")
class TriggerWaysITests {

    private static PostgresFleet fleet;

    @BeforeAll
    static void start() {
        fleet = new PostgresFleet(false);
    }

    @AfterAll
    static void stop(TestReporter reporter) {
        fleet.close();
        reporter.publishEntry("entries that stayed", Integer.toString(fleet.stayed()));
        assertThat(fleet.stayed()).as("entries that stayed").isGreaterThan(2000);
    }

    static Stream<Way> ways() {
        return Stream.concat(
                Matrix.everywhere(), Stream.of(DatabaseWays.POSTGRES).flatMap(List::stream));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cachedReadEqualsTheUncachedOne_onBothInstances(Way way) throws Exception {
        fleet.check(way);
    }
}
