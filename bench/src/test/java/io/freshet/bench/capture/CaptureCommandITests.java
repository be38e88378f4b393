package io.freshet.bench.capture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("long")
class CaptureCommandITests {

    @Test
    void execute_oneRound_reportsEachSystem(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("capture.json");
        int exit = new CommandLine(new CaptureCommand())
                .execute(
                        "--rounds",
                        "1",
                        "--round",
                        "1s",
                        "--rows",
                        "1000",
                        "--warm-up",
                        "1s",
                        "--sights",
                        "3",
                        "--report",
                        file.toString());
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.get("benchmark").asString()).isEqualTo("capture");
        JsonNode systems = report.get("systems");
        assertThat(systems.valueStream().map(system -> system.get("name").asString()))
                .containsExactly("none", "capture", "triggers", "capture-redis", "triggers-redis");
        assertThat(systems.get(0).get("shareOfNone").asDouble()).isEqualTo(100);
        assertThat(systems.get(0).has("visibleP99Millis")).isFalse();
        for (JsonNode system : systems) {
            assertThat(system.get("transactionsPerSecond").asDouble()).isPositive();
            assertThat(system.get("p99Millis").asDouble())
                    .isGreaterThanOrEqualTo(system.get("p50Millis").asDouble());
            assertThat(system.get("clientMicros").asDouble()).isPositive();
            assertThat(system.get("serverMicros").asDouble()).isPositive();
            assertThat(system.get("bulkRatio").asDouble()).isPositive();
        }
        assertThat(systems.get(1).get("knownStatementNanos").asDouble()).isPositive();
        assertThat(systems.get(2).has("knownStatementNanos")).isFalse();
        assertThat(systems.get(2).get("visibleP99Millis").asDouble()).isPositive();
        assertThat(systems.get(4).get("visibleP99Millis").asDouble()).isPositive();
    }

    @Test
    void execute_unknownSystem_isRefused() {
        assertThat(new CommandLine(new CaptureCommand()).execute("--systems", "none,magic"))
                .isEqualTo(2);
    }
}
