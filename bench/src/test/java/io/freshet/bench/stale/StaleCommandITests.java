package io.freshet.bench.stale;

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
class StaleCommandITests {
    @Test
    void execute_onePeerForTwoSeconds_reportsWhatItDid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("stale.json");
        int exit = new CommandLine(new StaleCommand())
                .execute(
                        "--for",
                        "2s",
                        "--warm-up",
                        "1s",
                        "--systems",
                        "jetcache",
                        "--keys",
                        "8",
                        "--report",
                        file.toString());
        assertThat(exit).isZero();
        JsonNode row = JsonMapper.shared()
                .readTree(Files.readString(file))
                .get("systems")
                .get(0);
        assertThat(row.get("name").asString()).isEqualTo("jetcache");
        assertThat(row.get("reads").asLong()).isGreaterThan(100);
        assertThat(row.get("writes").asLong()).isBetween(50L, 600L);
        assertThat(row.get("loads").asLong()).isPositive();
        assertThat(row.get("staleReads").asLong()).isLessThan(row.get("reads").asLong());
    }
}
