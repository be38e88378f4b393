package io.freshet.bench.audit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class AuditCommandITests {

    @Test
    void execute_aSmallApplication_isMeasured_andItsForgottenEvictionsAreFound(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("audit.json");
        int exit = new CommandLine(new AuditCommand())
                .execute("--classes", "301", "--repetitions", "1", "--report", file.toString());
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.get("benchmark").asString()).isEqualTo("audit");
        JsonNode system = report.get("systems").get(0);
        assertThat(system.get("classes").asInt()).isBetween(295, 315);
        assertThat(system.get("entries").asInt()).isGreaterThanOrEqualTo(150);
        assertThat(system.get("cachedReads").asInt()).isEqualTo(90);
        // Slices 9, 19 and 29 forget to evict two caches each when an item is renamed.
        assertThat(system.get("findings").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(system.get("libraries").asInt()).isGreaterThan(20);
        assertThat(system.get("seconds").asDouble()).isBetween(0.1, 30.0);
        assertThat(system.get("peakHeapMegabytes").asDouble()).isBetween(5.0, 512.0);
    }

    @Test
    void aSizeBelowOneSlice_isRefusedWithAReason() {
        assertThat(new CommandLine(new AuditCommand()).execute("--classes", "1"))
                .isEqualTo(2);
    }
}
