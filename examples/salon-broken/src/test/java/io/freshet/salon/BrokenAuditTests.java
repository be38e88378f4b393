package io.freshet.salon;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Auditor;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import io.freshet.salon.day.check.Verdicts.Miss;
import io.freshet.salon.day.load.Load;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** The audit, which runs nothing, names each write behind each kind of stale answer that the demo can show. */
class BrokenAuditTests {

    /** What evicts inside of its transaction, by the endpoint that calls it. */
    private static final Map<String, String> EARLY = Map.of(
            "POST /api/pos/bills", "EvictingBillService.create",
            "PATCH /api/settings", "EvictingSettingsService.change");

    private static Audited audited;

    @BeforeAll
    static void audit() {
        try (ClassSources sources = new ClassSources(Set.of())) {
            sources.add(Path.of("target/classes"));
            audited = Auditor.audit(Program.read(sources));
        }
    }

    @Test
    void nothing_isOverlooked() {
        assertThat(audited.unresolved()).isEmpty();
        assertThat(audited.coverage().cachedReadsWithTables())
                .isEqualTo(audited.coverage().cachedReads());
        assertThat(audited.coverage().writingEntries()).isGreaterThan(80);
    }

    @Test
    void eachKindOfStaleAnswer_isNamedWithItsWrites() {
        var kinds = Load.checks();
        assertThat(kinds).hasSizeGreaterThan(25);
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(kind.fact().writes())
                        .allSatisfy(write -> assertThat(isNamed(kind, write))
                                .as("%s -> %s, because of %s", write, kind.cache(), kind.fact())
                                .isTrue()));
    }

    @Test
    void theKeyWithoutATenant_isNamed_andNoOther() {
        assertThat(of(Rule.TENANT_MISSING)).extracting(Finding::cache).containsExactly("dashboard:kpis");
    }

    @Test
    void searchesThroughAllKeys_areNamed() {
        assertThat(of(Rule.KEYS_OR_SCAN))
                .extracting(Finding::entry)
                .containsExactlyInAnyOrder("POST /api/payments/{id}/confirm", "DELETE /api/tenants/{id}");
    }

    @Test
    void evictionsThatAreRight_areNotNamed() {
        assertThat(cachesOf("POST /api/catalog/categories")).contains("catalog:categories");
        assertThat(cachesOf("PATCH /api/catalog/categories/{id}")).doesNotContain("catalog:categories");
        assertThat(cachesOf("PATCH /api/expenses/{id}"))
                .doesNotContain("dashboard:expenses_monthly")
                .contains("dashboard:trends");
        assertThat(cachesOf("POST /api/sales/quotes/{id}/accept"))
                .doesNotContain("dashboard:kpis")
                .contains("dashboard:top_clients");
        assertThat(of(Rule.KEY_NEVER_MATCHES)).isEmpty();
        assertThat(of(Rule.SELF_INVOCATION)).isEmpty();
    }

    private static boolean isNamed(Miss kind, String write) {
        return Stream.concat(of(Rule.EVICT_BEFORE_COMMIT).stream(), ofEndpoint(write))
                        .filter(finding -> finding.cache().equals(kind.cache()))
                        .anyMatch(finding ->
                                finding.entry().equals(write) || finding.entry().equals(EARLY.get(write)))
                || of(Rule.TENANT_MISSING).stream()
                        .anyMatch(finding -> finding.cache().equals(kind.cache()));
    }

    private static Stream<Finding> ofEndpoint(String write) {
        return audited.findings().stream().filter(finding -> finding.entry().equals(write));
    }

    private static Set<String> cachesOf(String write) {
        return ofEndpoint(write).map(Finding::cache).collect(toSet());
    }

    private static List<Finding> of(Rule rule) {
        return audited.findings().stream()
                .filter(finding -> finding.rule() == rule)
                .toList();
    }
}
