package io.freshet.salon;

import io.freshet.audit.rule.Inventory.Tested;
import io.freshet.audit.run.AuditRun;
import io.freshet.witness.account.EntryAccount;
import io.freshet.witness.account.Witness;
import io.freshet.witness.report.Findings;
import io.freshet.witness.report.Report;
import io.freshet.witness.report.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.newBill;
import static io.freshet.salon.SalonSteps.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the witness saw of the salon: every cached read is compared with its source after writes to what it reads. */
@SalonTest
class WitnessITests {

    private static final List<String> READS = List.of(
            "/api/settings",
            "/api/catalog/categories?active=true",
            "/api/dashboard/comparison?date=" + TODAY,
            "/api/dashboard/hourly?date=" + TODAY,
            "/api/dashboard/trends?days=30&date=" + TODAY,
            "/api/dashboard/top-services?limit=3&date=" + TODAY,
            "/api/dashboard/staff-performance?date=" + TODAY,
            "/api/dashboard/kpis",
            "/api/dashboard/top-clients?limit=3");

    @Autowired
    private Witness witness;

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void sale_leavesNoCachedReadStale_andNothingIsUnderDeclared() {
        var owner = anonymous.login(17, "owner");
        var bill = newBill(owner, 17);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Stream.concat(Stream.of(METRICS), READS.stream())
                    .forEach(path -> assertThat(owner.get(path).status()).isEqualTo(200));
            pay(owner, bill, 1, false);
            witness.settle();
            assertThat(entry("POST /api/pos/bills/{billId}/payments").invalidated())
                    .contains("dashboard:metrics", "dashboard:hourly");
        });

        var testimony = witness.testify("salon");
        assertThat(Findings.of(testimony))
                .filteredOn(finding -> finding.rule() == Rule.STALE || finding.rule() == Rule.UNDER_DECLARED)
                .isEmpty();
        assertThat(testimony.methods()).hasSizeGreaterThanOrEqualTo(10).allSatisfy(method -> {
            var read = method.read(testimony.names());
            assertThat(read.tables().size() + read.gaps().size()).isPositive();
        });
        assertThat(entry("POST /api/pos/bills/{billId}/payments").tables()).containsKey("payment");
    }

    @Test
    void theAudit_knowsWhatTheWitnessSaw(@TempDir Path folder) {
        var owner = anonymous.login(17, "owner");
        READS.forEach(path -> assertThat(owner.get(path).status()).isEqualTo(200));
        pay(owner, newBill(owner, 17), 1, false);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            witness.settle();
            assertThat(entry("POST /api/pos/bills/{billId}/payments").tables()).containsKey("payment");
        });

        Report.of(List.of(witness.testify("salon"))).write(folder);
        var audited = new AuditRun()
                .path(Path.of("target/classes"))
                .witness(folder.resolve(Report.FOR_PROGRAMS))
                .audit();

        assertThat(audited.findings()).isEmpty();
        // What a closed salon takes along is deleted by the database itself, which no class file says; other tests may
        // have closed one.
        assertThat(audited.unresolved())
                .filteredOn(each -> !each.what().startsWith("a test run saw DELETE /api/tenants/{id} write"))
                .isEmpty();
        assertThat(audited.inventory().entries())
                .filteredOn(entry -> entry.label().equals("POST /api/pos/bills/{billId}/payments"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.tested()).isEqualTo(Tested.YES));
        assertThat(audited.inventory().reads())
                .filteredOn(read -> read.tested() == Tested.YES)
                .hasSizeGreaterThanOrEqualTo(READS.size());
    }

    private EntryAccount entry(String route) {
        return witness.testify("salon").entries().stream()
                .filter(entry -> entry.point().route().equals(route))
                .findFirst()
                .orElseThrow();
    }
}
