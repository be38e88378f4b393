package io.freshet.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class BenchTests {
    @Test
    void help_namesEveryBenchmark() {
        assertThat(Bench.commandLine().getUsageMessage())
                .contains("stale", "visibility", "stampede", "groups", "hits", "audit");
        assertThat(Bench.commandLine().getSubcommands().keySet())
                .contains("stale", "visibility", "stampede", "groups", "hits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stale", "visibility", "stampede", "groups", "capture", "hits"})
    void systemNamedTwice_isRefusedWithAReason(String benchmark) {
        StringWriter errors = new StringWriter();
        int exit =
                Bench.commandLine().setErr(new PrintWriter(errors)).execute(benchmark, "--systems", "freshet,freshet");
        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("'freshet' is named twice").doesNotContain("\tat ");
    }
}
