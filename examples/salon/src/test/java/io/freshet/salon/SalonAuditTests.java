package io.freshet.salon;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Auditor;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit finds nothing wrong with the salon, and sees all of its reads and writes. */
class SalonAuditTests {

    @Test
    void theAudit_findsNothing_andOverlooksNothing() {
        try (ClassSources sources = new ClassSources(Set.of())) {
            sources.add(Path.of("target/classes"));
            Audited audited = Auditor.audit(Program.read(sources));
            assertThat(audited.findings()).isEmpty();
            assertThat(audited.unresolved()).isEmpty();
            assertThat(audited.coverage().cachedReadsWithTables())
                    .isEqualTo(audited.coverage().cachedReads())
                    .isGreaterThan(10);
            assertThat(audited.coverage().writingEntries()).isGreaterThan(20);
        }
    }
}
