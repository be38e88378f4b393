package io.freshet.bench.visibility;

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
class VisibilityCommandITests {
    @Test
    void execute_twentyKills_reportsThatFreshetShowsEveryWrite(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("visibility.json");
        int exit = new CommandLine(new VisibilityCommand())
                .execute(
                        "--writes",
                        "50",
                        "--kills",
                        "20",
                        "--systems",
                        "jetcache,freshet",
                        "--report",
                        file.toString());
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.get("benchmark").asString()).isEqualTo("visibility");
        JsonNode jetcache = report.get("systems").get(0);
        JsonNode freshet = report.get("systems").get(1);
        assertThat(freshet.propertyNames())
                .containsExactly(
                        "name",
                        "writes",
                        "p50Millis",
                        "p99Millis",
                        "worstMillis",
                        "afterAckP50Millis",
                        "afterAckP99Millis",
                        "writeP50Millis",
                        "kills",
                        "connectionsKilled",
                        "failedWrites",
                        "staleAfterKill");
        assertThat(freshet.get("name").asString()).isEqualTo("freshet");
        assertThat(freshet.get("writes").asInt()).isEqualTo(50);
        assertThat(freshet.get("p50Millis").asDouble()).isBetween(0.05, 500.0);
        assertThat(freshet.get("p99Millis").asDouble())
                .isGreaterThanOrEqualTo(freshet.get("p50Millis").asDouble());
        assertThat(freshet.get("kills").asInt()).isEqualTo(20);
        assertThat(freshet.get("connectionsKilled").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(freshet.get("staleAfterKill").asInt()).isZero();
        assertThat(jetcache.get("kills").asInt()).isEqualTo(20);
        assertThat(jetcache.get("staleAfterKill").asInt())
                .as("its messages are lost with the connections")
                .isPositive();
    }
}
