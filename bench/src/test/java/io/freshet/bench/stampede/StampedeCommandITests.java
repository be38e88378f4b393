package io.freshet.bench.stampede;

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
class StampedeCommandITests {
    @Test
    void execute_someRounds_countsLoadsOfBothInstances(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("stampede.json");
        int exit = new CommandLine(new StampedeCommand())
                .execute(
                        "--rounds",
                        "5",
                        "--callers",
                        "20",
                        "--systems",
                        "spring-redis-sync,freshet",
                        "--report",
                        file.toString());
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.get("benchmark").asString()).isEqualTo("stampede");
        JsonNode spring = report.get("systems").get(0);
        JsonNode freshet = report.get("systems").get(1);
        assertThat(freshet.propertyNames())
                .containsExactly(
                        "name",
                        "callers",
                        "rounds",
                        "loads",
                        "loadsMedian",
                        "allDoneMillis",
                        "allDoneWorstMillis",
                        "wrongAnswers");
        assertThat(freshet.get("callers").asInt()).isEqualTo(40);
        assertThat(freshet.get("rounds").asInt()).isEqualTo(5);
        assertThat(freshet.get("loadsMedian").asLong()).isEqualTo(1);
        assertThat(freshet.get("loads").asLong())
                .as(
                        "in the worst round, in which the machine may have paused: whoever hears nothing of Redis loads for himself")
                .isLessThanOrEqualTo(4);
        assertThat(freshet.get("wrongAnswers").asLong()).isZero();
        assertThat(freshet.get("allDoneMillis").asDouble()).isGreaterThanOrEqualTo(100);
        assertThat(spring.get("loads").asLong())
                .as("nothing holds its callers back")
                .isGreaterThan(2);
    }
}
