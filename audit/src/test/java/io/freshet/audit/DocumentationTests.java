package io.freshet.audit;

import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Rule;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/audit/README.md} says what the code does. */
class DocumentationTests {

    private final List<String> lines;

    DocumentationTests() throws IOException {
        lines = Files.readAllLines(Path.of("../docs/audit/README.md"));
    }

    @Test
    void theTableOfRules_isThatOfTheCode() {
        List<String> rows = lines.stream()
                .filter(line -> line.matches("\\| \\[`[a-z-]+`]\\(.*\\) \\| (error|warning|note) .*"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Rule.values())
                        .map(rule -> "| [`" + rule.id() + "`](" + rule.page().replaceFirst("docs/audit/", "") + ") | "
                                + rule.level().word() + " | " + rule.sentence() + " |")
                        .toList());
    }

    @Test
    void theFormats_areThoseOfTheCode() {
        String formats = Arrays.stream(Format.values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\\|"));
        assertThat(lines).anyMatch(line -> line.contains("--format " + formats));
    }

    @Test
    void theOptions_areThoseOfTheCommandLine() {
        assertThat(io.freshet.audit.cli.Audit.options())
                .allSatisfy(option -> assertThat(lines).anyMatch(line -> line.startsWith("| `" + option)));
    }
}
