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

/** Every way of writing to H2, where writes are captured from the statements of this process. */
@Tag("long")
class StatementWaysITests {

    private static Instance instance;
    private static Matrix matrix;

    @BeforeAll
    static void start() {
        instance = Instance.start("jdbc:h2:mem:ways;DB_CLOSE_DELAY=-1", Instance.WITHOUT_REDIS);
        Rows.define(
                instance, "create alias if not exists raise_prices for \"io.freshet.writing.Procedures.raisePrices\"");
        matrix = new Matrix(true, instance);
    }

    @AfterAll
    static void stop(TestReporter reporter) {
        instance.close();
        reporter.publishEntry("entries that stayed", Integer.toString(matrix.stayed()));
        assertThat(matrix.stayed()).as("entries that stayed").isGreaterThan(1000);
    }

    static Stream<Way> ways() {
        return Stream.concat(Matrix.everywhere(), Stream.of(DatabaseWays.H2).flatMap(List::stream));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cachedReadEqualsTheUncachedOne(Way way) throws Exception {
        matrix.check(way);
    }
}
