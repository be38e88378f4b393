package io.freshet.bench.groups;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class GroupsCommandTests {
    private final StringWriter errors = new StringWriter();

    @Test
    void execute_wrongArguments_areRefusedBeforeAnythingStarts() {
        assertThat(execute("--keys", "10")).isEqualTo(2);
        assertThat(execute("--repetitions", "0")).isEqualTo(2);
        assertThat(execute("--systems", "flushall")).isEqualTo(2);
        assertThat(errors.toString()).contains("at least 1000 keys", "'flushall'", "scan-unlink");
    }

    @Test
    void settings_keysInAnyOrder_areMeasuredFewestFirst() {
        assertThat(new GroupsSettings(List.of(30_000, 1_000, 30_000), 1).keys()).containsExactly(1_000, 30_000);
    }

    private int execute(String... arguments) {
        return new CommandLine(new GroupsCommand())
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
