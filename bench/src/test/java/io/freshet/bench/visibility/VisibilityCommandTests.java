package io.freshet.bench.visibility;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class VisibilityCommandTests {
    private final StringWriter errors = new StringWriter();

    @Test
    void execute_wrongArguments_areRefusedBeforeAnythingStarts() {
        assertThat(execute("--writes", "0")).isEqualTo(2);
        assertThat(execute("--kills", "-1")).isEqualTo(2);
        assertThat(execute("--settle", "0s")).isEqualTo(2);
        assertThat(execute("--systems", "jetcash")).isEqualTo(2);
        assertThat(execute("--systems", "freshet,jetcache,freshet")).isEqualTo(2);
        assertThat(errors.toString()).contains("at least one write", "'jetcash'", "named twice");
    }

    private int execute(String... arguments) {
        return new CommandLine(new VisibilityCommand())
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
