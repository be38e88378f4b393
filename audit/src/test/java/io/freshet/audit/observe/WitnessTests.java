package io.freshet.audit.observe;

import io.freshet.audit.Compiled;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Confidence;
import io.freshet.audit.rule.Inventory.Tested;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.run.AuditRun;
import io.freshet.audit.source.SourceFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a test run saw, beside what the code says. */
class WitnessTests {

    private static final String RUN =
            "{\"kind\":\"run\",\"format\":1,\"application\":\"shop\",\"comparisonsLeftOut\":0}";

    @TempDir
    private Path folder;

    private static String loaded(String observed) {
        return "{\"kind\":\"cached-method\",\"class\":\"shop.PriceService\",\"method\":\"price(java.lang.Long)\",\"cache\":\"prices\",\"observed\":"
                + observed + ",\"untold\":[],\"calls\":9,\"loads\":3}";
    }

    private static String entered(int transactions, String writes) {
        return "{\"kind\":\"entry-point\",\"entry\":\"http\",\"class\":\"shop.PriceController\",\"method\":\"change(java.lang.Long, long)\","
                + "\"route\":\"PUT /prices/{id}/{minor}\",\"transactions\":" + transactions
                + ",\"rolledBack\":0,\"writes\":" + writes + ",\"invalidates\":[],\"tests\":[]}";
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("witness.ndjson"), List.of(lines));
    }

    private Audited audit(Rule rule, String... lines) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Compiled.compile(classes, List.of("-parameters", "-g", "-proc:none"), rule.bad());
        return new AuditRun().path(classes).witness(file(lines)).audit();
    }

    @Test
    void aWriteThatWasSeen_makesTheFindingSurer() throws IOException {
        Audited audited = audit(
                Rule.WRITE_WITHOUT_EVICTION,
                RUN,
                loaded("{\"public.price\":[\"*\"]}"),
                entered(2, "{\"public.price\":[\"UPDATE\"]}"));
        assertThat(audited.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.confidence()).isEqualTo(Confidence.SEEN);
            assertThat(finding.level()).isEqualTo(Level.ERROR);
        });
        assertThat(audited.inventory().entries())
                .filteredOn(entry -> entry.label().startsWith("PUT"))
                .allSatisfy(entry -> assertThat(entry.tested()).isEqualTo(Tested.YES));
        assertThat(Format.TEXT.write(audited, SourceFolders.none()))
                .contains("run: the write was seen", "saw 1 of 1 entry points write");
    }

    @Test
    void aWriteThatManyTransactionsDidNotDo_makesItLessSure_andFewDoNot() throws IOException {
        String other = "{\"visit\":[\"INSERT\"]}";
        assertThat(audit(Rule.WRITE_WITHOUT_EVICTION, RUN, entered(3, other)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.confidence()).isEqualTo(Confidence.NOT_SEEN);
                    assertThat(finding.level()).isEqualTo(Level.WARNING);
                });
        assertThat(audit(Rule.WRITE_WITHOUT_EVICTION, RUN, entered(2, other)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.CODE));
    }

    @Test
    void whatTheRunDidNotReach_saysNothing_andIsListed() throws IOException {
        Audited audited = audit(Rule.WRITE_WITHOUT_EVICTION, RUN);
        assertThat(audited.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.CODE));
        assertThat(Format.MD.write(audited, SourceFolders.none()))
                .contains(
                        "## What the test run did not reach",
                        "| entry points that write | 0 | PUT /prices/{id}/{minor} |");
    }

    @Test
    void aWriteThatTheCodeDoesNotShow_isListedAsUnresolved() throws IOException {
        assertThat(audit(
                                Rule.WRITE_WITHOUT_EVICTION,
                                RUN,
                                entered(1, "{\"price\":[\"UPDATE\"],\"journal\":[\"INSERT\"]}"))
                        .unresolved())
                .extracting(each -> each.what())
                .containsExactly(
                        "a test run saw PUT /prices/{id}/{minor} write journal, which its code was not found to do");
    }

    @Test
    void aTableThatOnlyTheRunSawRead_isHeldAgainstWhatIsDeclared() throws IOException {
        String method =
                "{\"kind\":\"cached-method\",\"class\":\"TYPE\",\"method\":\"METHOD\",\"cache\":\"x\",\"observed\":{\"journal\":[\"*\"]},\"untold\":[],\"loads\":1}";
        Audited before = audit(Rule.UNDECLARED_DEPENDENCY, RUN);
        String read = before.findings().get(0).path().get(0).method();
        assertThat(before.findings().get(0).tables()).doesNotContain("journal");
        Audited after = audit(
                Rule.UNDECLARED_DEPENDENCY,
                RUN,
                method.replace("TYPE", "shop." + read.substring(0, read.indexOf('.')))
                        .replace("METHOD", read.substring(read.indexOf('.') + 1) + "(long)"));
        assertThat(after.findings())
                .anySatisfy(finding -> assertThat(finding.tables()).contains("journal"));
    }

    @Test
    void aStaleAnswerThatWasSeen_isTheSurest() throws IOException {
        String stale =
                "{\"kind\":\"finding\",\"rule\":\"stale\",\"class\":\"shop.PriceService\",\"method\":\"price(java.lang.Long)\",\"cache\":\"prices\"}";
        assertThat(audit(Rule.WRITE_WITHOUT_EVICTION, RUN, stale).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.STALE));
    }

    @Test
    void whatIsNoReportOfTheWitness_isRefusedWithItsLine() throws IOException {
        assertRefused("witness.ndjson:2 ", RUN, "no json");
        assertRefused("another format than 1", RUN.replace("\"format\":1", "\"format\":2"));
        assertRefused("no run begins before", entered(1, "{}"));
        assertRefused("it tells of no run");
        Files.write(folder.resolve("witness.ndjson"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> Observed.read(List.of(folder.resolve("witness.ndjson"))))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("it is no text");
        assertThatThrownBy(() -> Observed.read(List.of(folder.resolve("missing.ndjson"))))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("missing.ndjson cannot be read");
    }

    private void assertRefused(String why, String... lines) throws IOException {
        Path file = file(lines);
        assertThatThrownBy(() -> Observed.read(List.of(file)))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("freshet-witness");
    }
}
