package io.freshet.bench.hits;

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
class HitsCommandITests {

    @Test
    void execute_measuresEachSystem_inTheTiersThatItHas(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("hits.json");
        int exit = new CommandLine(new HitsCommand())
                .execute("--for", "0.1s", "--threads", "1,4", "--report", file.toString());
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.get("benchmark").asString()).isEqualTo("hits");
        JsonNode systems = report.get("systems");
        assertThat(systems.valueStream().map(system -> system.get("name").asString()))
                .containsExactly("caffeine", "lettuce", "spring-redis", "jetcache", "redisson", "freshet");
        assertThat(systems.get(5).propertyNames())
                .containsExactly("name", "l1Nanos", "l1Bytes", "l1AnnotatedNanos", "l2PerSecond", "misses");
        assertHas(systems.get(0), "l1Nanos", "l1AnnotatedNanos");
        assertHas(systems.get(1), "l2PerSecond");
        assertHas(systems.get(2), "l2PerSecond");
        assertHas(systems.get(3), "l1Nanos", "l2PerSecond");
        assertHas(systems.get(4), "l1Nanos", "l2PerSecond");
        assertHas(systems.get(5), "l1Nanos", "l1AnnotatedNanos", "l2PerSecond");
        assertThat(systems.get(1).get("l1Nanos").isEmpty()).isTrue();
    }

    private static void assertHas(JsonNode system, String... figures) {
        for (String figure : figures) {
            for (String threads : new String[] {"1", "4"}) {
                assertThat(system.get(figure).get(threads).asDouble())
                        .as(system.get("name").asString() + " " + figure + " of " + threads)
                        .isPositive();
            }
        }
    }
}
