package io.freshet.bench.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {
    private record Row(String name, long reads, double stalePerMillion) {}

    @Test
    void toJson_everyBenchmark_hasTheSharedShape() {
        JsonNode json = parse(Report.here("stale", List.of(new Row("a", 3, 0.5), new Row("b", 4, 0)))
                .toJson());
        assertThat(json.propertyNames()).containsExactly("benchmark", "machine", "systems");
        assertThat(json.get("benchmark").asString()).isEqualTo("stale");
        assertThat(json.get("machine").propertyNames()).containsExactly("cores", "memory", "os", "java");
        assertThat(json.get("machine").get("cores").asInt()).isPositive();
        assertThat(json.get("machine").get("memory").asString()).matches("\\d+\\.\\d GB");
        assertThat(json.get("systems").size()).isEqualTo(2);
        assertThat(json.get("systems").get(0).get("name").asString()).isEqualTo("a");
        assertThat(json.get("systems").get(0).get("reads").asLong()).isEqualTo(3);
    }

    @Test
    void writeTo_folderDoesNotExist_createsIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("figures/stale.json");
        Report.here("stale", List.of(new Row("a", 1, 0))).writeTo(file);
        assertThat(parse(Files.readString(file)).get("benchmark").asString()).isEqualTo("stale");
    }

    @Test
    void table_cellsOfDifferentLength_areAligned() {
        assertThat(new Table("system", "reads/s")
                        .row("jetcache", "1")
                        .row("a", "12,345,678")
                        .toString())
                .isEqualTo("""
                        system       reads/s
                        jetcache           1
                        a         12,345,678
                        """);
    }

    private static JsonNode parse(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
