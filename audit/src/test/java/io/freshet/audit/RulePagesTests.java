package io.freshet.audit;

import io.freshet.audit.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of each rule under {@code docs/audit/rules} is what the rule says. With {@code -Dfreshet.audit.writePages=true} the pages are written
 * rather than compared.
 */
class RulePagesTests {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @EnumSource
    void thePage_isWhatTheRuleSays(Rule rule) throws IOException {
        Path page = ROOT.resolve(rule.page());
        if (Boolean.getBoolean("freshet.audit.writePages")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, text(rule));
        }
        assertThat(page)
                .as("%s is written by this test, with -Dfreshet.audit.writePages=true", page)
                .exists();
        assertThat(Files.readString(page)).isEqualTo(text(rule));
    }

    @Test
    void thereIsNoOtherPage() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/audit/rules"))) {
            assertThat(pages.map(ROOT::relativize).map(Path::toString))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Rule.values()).map(Rule::page).toList());
        }
    }

    private static String text(Rule rule) {
        return """
                # %1$s

                %2$s

                **Level**: %3$s, unless [something speaks for less](../README.md#how-bad-a-finding-is).

                **Why it is wrong**: %4$s

                **What to do**: %5$s

                ## Wrong

                ```java
                %6$s```

                ## Right

                ```java
                %7$s```

                ## If it is meant

                On a method of the finding's path, or on its class, with a reason; without one it does not count:

                ```java
                @SuppressAudit(reason = "...", rules = "%1$s")
                ```

                To leave out what is there already, and see only what is new: `./freshet audit --write-baseline audit-baseline.txt PATH`, then `--baseline audit-baseline.txt`.
                """.formatted(
                rule.id(), rule.sentence(), rule.level().word(), rule.reason(), rule.fix(), rule.bad(), rule.good());
    }
}
