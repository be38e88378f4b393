package io.freshet.bench.groups;

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
class GroupsCommandITests {
    @Test
    void execute_fewAndManyKeys_hasARowForEach(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("groups.json");
        int exit = new CommandLine(new GroupsCommand())
                .execute(
                        "--keys",
                        "1000,20000",
                        "--repetitions",
                        "3",
                        "--systems",
                        "scan-unlink,freshet",
                        "--report",
                        file.toString());
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.get("benchmark").asString()).isEqualTo("groups");
        assertThat(report.get("systems").size()).isEqualTo(2);
        for (JsonNode system : report.get("systems")) {
            assertThat(system.propertyNames()).containsExactly("name", "rows", "wrong");
            assertThat(system.get("wrong").asBoolean()).as(system.toString()).isFalse();
            assertThat(system.get("rows").size()).isEqualTo(2);
            assertThat(system.get("rows").get(0).get("keys").asInt()).isEqualTo(1_000);
            JsonNode row = system.get("rows").get(1);
            assertThat(row.propertyNames())
                    .containsExactly(
                            "keys", "millis", "worstMillis", "worstStallMillis", "quietWorstMillis", "wrongReads");
            assertThat(row.get("keys").asInt()).isEqualTo(20_000);
            assertThat(row.get("millis").asDouble()).isPositive();
            assertThat(row.get("worstStallMillis").asDouble()).isPositive();
            assertThat(row.get("quietWorstMillis").asDouble()).isPositive();
            assertThat(row.get("wrongReads").asLong()).isZero();
        }
    }
}
