package io.freshet.audit.assertion;

import io.freshet.audit.Compiled;
import io.freshet.audit.baseline.Baseline;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static io.freshet.audit.assertion.AuditAssertions.assertThatAudit;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditAssertTests {

    @TempDir
    private Path folder;

    private void compile(String source) {
        Compiled.compile(folder, List.of("-parameters", "-g", "-proc:none"), source);
    }

    @Test
    void whatIsRight_passes() {
        compile(Rule.WRITE_WITHOUT_EVICTION.good());
        assertThatAudit(folder).findsNothing().seesEverything();
    }

    @Test
    void aFinding_failsWithTheReport() {
        compile(Rule.WRITE_WITHOUT_EVICTION.bad());
        assertThatThrownBy(() -> assertThatAudit(folder).findsNothing())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 findings")
                .hasMessageContaining("-> PriceService.change (Source0.java:")
                .hasMessageContaining("fix: Evict the cache");
        assertThatThrownBy(() -> assertThatAudit(folder).keeps(Rule.WRITE_WITHOUT_EVICTION))
                .isInstanceOf(AssertionError.class);
        assertThatAudit(folder).keeps(Rule.TENANT_MISSING, Rule.NO_TTL);
    }

    @Test
    void belowTheLevel_passes() {
        compile(Rule.NO_TTL.bad());
        assertThatAudit(folder).findsNothingFrom(Level.ERROR);
        assertThatThrownBy(() -> assertThatAudit(folder).findsNothingFrom(Level.WARNING))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsKnown_passes() {
        compile(Rule.WRITE_WITHOUT_EVICTION.bad());
        Path known = folder.resolve("audit-baseline.txt");
        Baseline.write(known, Compiled.auditFiles(folder).findings());
        assertThatAudit(folder).knowing(known).findsNothing();
    }

    @Test
    void anAuditOfNothing_fails() {
        compile("class Plain {}");
        assertThatThrownBy(() -> assertThatAudit(folder).findsNothing())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("saw no cached read");
        assertThatThrownBy(() -> assertThatAudit(folder.resolve("missing")).findsNothing())
                .isInstanceOf(AuditException.class);
    }
}
