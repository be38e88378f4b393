package io.freshet.audit.cli;

import io.freshet.audit.Compiled;
import io.freshet.audit.rule.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class AuditTests {

    @TempDir
    private Path folder;

    private Path classes = Path.of("");

    private record Run(int exit, String out, String err) {
        JsonNode json() {
            return JsonMapper.builder().build().readTree(out);
        }
    }

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
        Compiled.compile(classes, List.of("-parameters", "-g", "-proc:none"), Rule.WRITE_WITHOUT_EVICTION.bad());
    }

    private static Run run(Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
            int exit = Audit.run(texts);
            return new Run(exit, printed.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void aFinding_isShownWithItsPathAndFix_andExitsWith1() {
        Run run = run(classes);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("error write-without-eviction: PUT /prices/{id}/{minor} writes price")
                .containsPattern("at PriceController.change \\(Source0.java:\\d+\\)")
                .containsPattern("-> PriceService.change \\(Source0.java:\\d+\\) writes price")
                .contains("fix: Evict the cache");
        assertThat(run.err()).contains("freshet audit: reading " + classes, " classes read, ", " entry points and ");
        assertThat(run("--quiet", classes).err()).isEmpty();
    }

    @Test
    void nothingFound_exitsWith0() throws IOException {
        Path good = Files.createDirectory(folder.resolve("good"));
        Compiled.compile(good, List.of("-parameters", "-g", "-proc:none"), Rule.WRITE_WITHOUT_EVICTION.good());
        Run run = run(good);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Nothing found.");
    }

    @Test
    void belowTheLevel_exitsWith0() throws IOException {
        Path warned = Files.createDirectory(folder.resolve("warned"));
        Compiled.compile(warned, List.of("-parameters", "-g", "-proc:none"), Rule.NO_TTL.bad());
        assertThat(run(warned).exit()).isEqualTo(1);
        assertThat(run("--fail-on", "error", warned).exit()).isZero();
    }

    @Test
    void wrongUsage_exitsWith2() {
        assertThat(run().exit()).isEqualTo(2);
        assertThat(run("--format", "xml", classes).exit()).isEqualTo(2);
        Run explained = run("explain", "no-such-rule");
        assertThat(explained.exit()).isEqualTo(2);
        assertThat(explained.err()).contains("there is no rule 'no-such-rule'", "no-ttl");
    }

    @Test
    void whatCannotBeRead_exitsWith3() throws IOException {
        assertThat(run(folder.resolve("missing")).exit()).isEqualTo(3);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Run run = run(empty);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("there are no classes");
        Files.writeString(classes.resolve("Broken.class"), "no class");
        Run broken = run(classes);
        assertThat(broken.exit()).isEqualTo(3);
        assertThat(broken.err()).contains("Broken.class").doesNotContain("\tat ");
        assertThat(broken.out()).isEmpty();
    }

    @Test
    void json_hasFindingsUnresolvedAndCoverage() {
        JsonNode json = run("--format", "json", classes).json();
        JsonNode finding = json.get("findings").get(0);
        assertThat(finding.get("rule").asString()).isEqualTo("write-without-eviction");
        assertThat(finding.get("level").asString()).isEqualTo("error");
        assertThat(finding.get("entry").asString()).isEqualTo("PUT /prices/{id}/{minor}");
        assertThat(finding.get("cache").asString()).isEqualTo("prices");
        assertThat(finding.get("tables").get(0).asString()).isEqualTo("price");
        assertThat(finding.get("path").size()).isEqualTo(2);
        assertThat(finding.get("path").get(1).get("line").asInt()).isPositive();
        assertThat(finding.get("fix").asString()).isNotEmpty();
        assertThat(json.get("unresolved").isArray()).isTrue();
        // Besides the endpoint, PriceService.price, which nothing here calls.
        assertThat(json.get("coverage").get("entries").asInt()).isEqualTo(2);
    }

    @Test
    void sarif_hasRulesPlacesFlowsAndFingerprints() {
        JsonNode run = run("--format", "sarif", classes).json().get("runs").get(0);
        assertThat(run.get("tool").get("driver").get("rules").size()).isEqualTo(Rule.values().length);
        JsonNode result = run.get("results").get(0);
        int index = result.get("ruleIndex").asInt();
        assertThat(run.get("tool")
                        .get("driver")
                        .get("rules")
                        .get(index)
                        .get("id")
                        .asString())
                .isEqualTo(result.get("ruleId").asString());
        assertThat(result.get("locations")
                        .get(0)
                        .get("physicalLocation")
                        .get("region")
                        .get("startLine")
                        .asInt())
                .isPositive();
        assertThat(result.get("codeFlows")
                        .get(0)
                        .get("threadFlows")
                        .get(0)
                        .get("locations")
                        .size())
                .isEqualTo(2);
        assertThat(result.get("partialFingerprints").get("freshetAudit/v1").asString())
                .hasSize(24);
    }

    @Test
    void markdown_andGithub_nameTheFinding() {
        assertThat(run("--format", "md", classes).out())
                .containsPattern(
                        "\\| /prices/\\{id}/\\{minor} \\| PUT \\| shop/Source0.java:\\d+ \\| price \\| prices \\(write-without-eviction\\)"
                                + " \\| 10 min \\| error \\|")
                .contains("| Every cached read is covered by whatever writes | fail | 1 of write-without-eviction |")
                .contains("| Times to live are set | pass |")
                .contains("### Phase 1: Stale answers until their time to live is over")
                .containsPattern(
                        "\\| prices \\| PriceService.price \\| shop/Source0.java:\\d+ \\| spring \\| #id \\| 10 min \\|");
        assertThat(run("--format", "github", classes).out())
                .startsWith("::error file=shop/Source0.java,line=")
                .contains("title=write-without-eviction::PUT /prices/{id}/{minor} writes price");
    }

    @Test
    void aBaseline_leavesOutWhatIsKnown_alsoAfterLinesHaveMoved() throws IOException {
        Path known = folder.resolve("audit-baseline.txt");
        assertThat(run("--write-baseline", known, classes).exit()).isEqualTo(1);
        assertThat(Files.readString(known)).contains("write-without-eviction PUT /prices/{id}/{minor} -> prices");
        Compiled.compile(
                classes,
                List.of("-parameters", "-g", "-proc:none"),
                Rule.WRITE_WITHOUT_EVICTION.bad().replace("\n\n@Entity", "\n\n\n\n\n@Entity"));
        Run run = run("--baseline", known, classes);
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("1 known findings left out");
        assertThat(run("--baseline", folder.resolve("none.txt"), classes).exit())
                .isEqualTo(3);
    }

    @Test
    void aBaseline_makesNoCheckOfTheListPass() {
        Path known = folder.resolve("audit-baseline.txt");
        run("--write-baseline", known, classes);
        assertThat(run("--format", "md", "--baseline", known, classes).out())
                .contains(
                        "| Every cached read is covered by whatever writes | fail | 1 of write-without-eviction; left out as known: 1 |")
                .contains("| Times to live are set | pass |")
                .contains("## What leaves caches stale")
                .doesNotContain("## All findings");
    }

    @Test
    void markdown_tellsWhatIsHandled_andWhatNeedsNothing() throws IOException {
        Path good = Files.createDirectory(folder.resolve("good"));
        String source = Rule.WRITE_WITHOUT_EVICTION.good()
                + "\n@jakarta.persistence.Entity class Note { @Id Long id; }\ninterface Notes extends JpaRepository<Note, Long> {}\n"
                + "@RestController class NoteController { final Notes notes; NoteController(Notes notes) { this.notes = notes; }\n"
                + "@PutMapping(\"/notes/{id}\") void drop(@PathVariable Long id) { notes.deleteById(id); } }\n";
        Compiled.compile(good, List.of("-parameters", "-g", "-proc:none"), source);
        assertThat(run("--format", "md", good).out())
                .containsPattern(
                        "## What is handled\n\n.*\n.*\n\\| /prices/.* \\| PUT \\| .* \\| price \\| prices \\| the code evicts it \\|")
                .containsPattern("## What needs nothing.*\n\n.*\n.*\n\\| /notes/\\{id} \\| PUT \\| .* \\| note \\|")
                .doesNotContain("Phase 1");
    }

    @Test
    void sources_areShownWhereTheyAreFound_andNameThePlaces() throws IOException {
        Path module = Files.createDirectory(folder.resolve("module"));
        Path built = Files.createDirectories(module.resolve("target/classes"));
        Path source =
                Files.createDirectories(module.resolve("src/main/java/shop")).resolve("Source0.java");
        Files.writeString(source, Rule.WRITE_WITHOUT_EVICTION.bad());
        Compiled.compile(built, List.of("-parameters", "-g", "-proc:none"), Rule.WRITE_WITHOUT_EVICTION.bad());
        assertThat(run(built).out())
                .containsPattern("in .*module/src/main/java/shop/Source0.java\n")
                .containsPattern(
                        "  > +\\d+ \\|         prices.findById\\(id\\).orElseThrow\\(\\).change\\(minor\\);\n");
        assertThat(run("--format", "sarif", built).out()).contains("\"uri\" : \"file:///");
        assertThat(run("--format", "github", "--sources", folder, built).out())
                .startsWith("::error file=shop/Source0.java");
    }

    @Test
    void output_isWrittenToTheFile() throws IOException {
        Path page = folder.resolve("audit.html");
        Run run = run("--format", "html", "--output", page, classes);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(Files.readString(page)).contains("<title>Cache audit</title>", "PUT /prices/{id}/{minor}");
        Run failed = run("--output", folder.resolve("none/audit.txt"), classes);
        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.err()).contains("audit.txt cannot be written");
    }

    @Test
    void diff_tellsWhatIsNewAndWhatIsGone() throws IOException {
        Path good = Files.createDirectory(folder.resolve("good"));
        Compiled.compile(good, List.of("-parameters", "-g", "-proc:none"), Rule.WRITE_WITHOUT_EVICTION.good());
        Path old = folder.resolve("old.json");
        Path now = folder.resolve("new.json");
        run("--format", "json", "--output", old, good);
        run("--format", "json", "--output", now, classes);
        Run worse = run("diff", old, now);
        assertThat(worse.exit()).isEqualTo(1);
        assertThat(worse.out())
                .contains(
                        "+ error write-without-eviction: PUT /prices/{id}/{minor} writes price",
                        "1 new, 0 gone, 0 as before");
        Run better = run("diff", now, old);
        assertThat(better.exit()).isZero();
        assertThat(better.out()).contains("- error write-without-eviction", "0 new, 1 gone, 0 as before");
        assertThat(run("diff", now, now).out()).isEqualTo("0 new, 0 gone, 1 as before\n");
    }

    @Test
    void diff_ofWhatIsNoReport_exitsWith3() throws IOException {
        Path text = Files.writeString(folder.resolve("text.json"), "no report");
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        for (Path file : List.of(text, other, folder.resolve("missing.json"))) {
            Run run = run("diff", file, file);
            assertThat(run.exit()).as(file.toString()).isEqualTo(3);
            assertThat(run.err()).contains(file.toString()).doesNotContain("\tat ");
        }
        assertThat(run("diff", text).exit()).isEqualTo(2);
    }

    @Test
    void aSuppressionWithoutReason_doesNotCount() throws IOException {
        for (String reason : List.of("it is read at night only", " ")) {
            Path folderOfReason = Files.createDirectory(folder.resolve("reason" + reason.isBlank()));
            String source = Rule.WRITE_WITHOUT_EVICTION
                    .bad()
                    .replace(
                            "    @Transactional\n",
                            "    @io.freshet.annotation.SuppressAudit(reason = \"" + reason
                                    + "\")\n    @Transactional\n");
            Compiled.compile(folderOfReason, List.of("-parameters", "-g", "-proc:none"), source);
            Run run = run(folderOfReason);
            assertThat(run.exit()).isEqualTo(reason.isBlank() ? 1 : 0);
            assertThat(run.out())
                    .contains(
                            reason.isBlank() ? "@SuppressAudit without a reason does not count" : "because: " + reason);
        }
    }

    @Test
    void explain_showsBothSpecimens() {
        Run run = run("explain", "no-ttl");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(Rule.NO_TTL.sentence(), Rule.NO_TTL.bad(), Rule.NO_TTL.good());
        assertThat(run("explain").out()).contains("write-without-eviction", "undeclared-dependency");
    }
}
