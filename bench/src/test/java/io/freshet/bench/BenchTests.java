package io.freshet.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BenchTests {
    @Test
    void help_namesEveryBenchmark() {
        assertThat(Bench.commandLine().getUsageMessage()).contains("stale", "visibility", "stampede", "groups");
        assertThat(Bench.commandLine().getSubcommands().keySet()).contains("stale", "visibility", "stampede", "groups");
    }
}
