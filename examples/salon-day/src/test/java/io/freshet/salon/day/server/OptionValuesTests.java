package io.freshet.salon.day.server;

import io.freshet.salon.day.report.Report.Lag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionValuesTests {

    @ParameterizedTest
    @CsvSource({"500ms, 500", "60s, 60000", "60, 60000", "5m, 300000", "2h, 7200000"})
    void durations(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-5s", "1.5s", "5d", "5 s"})
    void otherDurations_areRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }

    @Test
    void faults() {
        assertThat(Fault.parse("redis:20s-30s"))
                .isEqualTo(new Fault("redis", Duration.ofSeconds(20), Duration.ofSeconds(30)));
        assertThat(Fault.parse("instance-2:30s")).isEqualTo(new Fault("instance-2", Duration.ofSeconds(30), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "postgres:5s", "instance-3:5s", "redis:30s-20s", "redis:5s-"})
    void otherFaults_areRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.parse(text));
    }

    @Test
    void databases() {
        assertThat(Database.parse("postgresql://anna:secret@db:5433/salon?sslmode=disable"))
                .isEqualTo(new Database(
                        "jdbc:postgresql://db:5433/salon?sslmode=disable",
                        "anna",
                        "secret",
                        "postgresql://anna:secret@db:5433/salon?sslmode=disable"));
        assertThat(Database.parse("jdbc:postgresql://localhost/salon").user()).isEqualTo("postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://localhost/salon", "postgresql://localhost", "localhost"})
    void otherDatabases_areRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Database.parse(text));
    }

    @Test
    void invalidationLag_isThatOfTheEndpointOnceAnythingWasWritten() {
        String json = "{\"invalidationLag\":{\"p50Micros\":900,\"p99Micros\":4000,\"last\":\"2026-11-21T09:00:00Z\"}}";
        assertThat(Actuator.lagOf(new JsonMapper().readTree(json))).contains(new Lag(900, 4000));
        assertThat(Actuator.lagOf(new JsonMapper().readTree("{}"))).isEmpty();
        String unwritten = "{\"invalidationLag\":{\"p50Micros\":0,\"p99Micros\":0,\"last\":null}}";
        assertThat(Actuator.lagOf(new JsonMapper().readTree(unwritten))).isEmpty();
    }
}
