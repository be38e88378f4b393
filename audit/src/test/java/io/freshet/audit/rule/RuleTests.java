package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule's specimens: one that breaks it and nothing else, and one that breaks nothing. */
class RuleTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theBadSpecimen_breaksTheRuleAndNoOther(Rule rule) {
        Audited audited = Compiled.audit(folder, rule.bad());
        assertThat(Compiled.rules(audited)).containsExactly(rule.id());
        assertThat(audited.findings())
                .allSatisfy(finding -> assertThat(finding.path()).isNotEmpty());
        assertThat(audited.unresolved())
                .allSatisfy(each -> assertThat(each.what()).contains("cached read"));
    }

    @ParameterizedTest
    @EnumSource
    void theGoodSpecimen_breaksNothing(Rule rule) {
        assertThat(Compiled.audit(folder, rule.good()).findings()).isEmpty();
    }
}
