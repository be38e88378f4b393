package io.freshet.bench.stale;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class StaleCommandTests {
    private final StringWriter errors = new StringWriter();

    @Test
    void execute_unknownSystem_namesThoseThereAre() {
        assertThat(execute("--systems", "jetcash")).isEqualTo(2);
        assertThat(errors.toString()).contains("'jetcash'", "jetcache", "spring-redis-immediate", "freshet");
    }

    @Test
    void execute_noKeysOrNoTime_isRefusedBeforeAnythingStarts() {
        assertThat(execute("--keys", "0")).isEqualTo(2);
        assertThat(execute("--for", "0s")).isEqualTo(2);
        assertThat(execute("--for", "soon")).isEqualTo(2);
        assertThat(errors.toString()).contains("at least one key", "'soon' is not a duration");
    }

    private int execute(String... arguments) {
        return new CommandLine(new StaleCommand())
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
