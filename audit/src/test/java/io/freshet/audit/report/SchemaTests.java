package io.freshet.audit.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.freshet.audit.Compiled;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.source.SourceFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports for programs, held against what describes them. */
class SchemaTests {

    private static final Schema REPORT = schema(read(Path.of("../docs/audit/report.schema.json")));
    private static final Schema SARIF = schema(resource("sarif-rules.json"));

    @TempDir
    private Path folder;

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (var in = SchemaTests.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> errors(Schema schema, String text) {
        return schema
                .validate(
                        text,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachRulesFindings_areAsTheSchemasSay(Rule rule) {
        Audited audited = Compiled.audit(folder, rule.bad());
        assertThat(errors(REPORT, Format.JSON.write(audited, SourceFolders.none())))
                .isEmpty();
        String sarif = Format.SARIF.write(audited, SourceFolders.none());
        assertThat(errors(SARIF, sarif)).isEmpty();
        assertConsistent(JsonMapper.shared().readTree(sarif).path("runs").path(0), rule);
    }

    /** What the standard says and no schema can. */
    private static void assertConsistent(JsonNode run, Rule rule) {
        JsonNode rules = run.path("tool").path("driver").path("rules");
        Set<String> fingerprints = new HashSet<>();
        assertThat(run.path("results")).isNotEmpty();
        for (JsonNode result : run.path("results")) {
            assertThat(result.path("ruleId").asString()).isEqualTo(rule.id());
            assertThat(rules.path(result.path("ruleIndex").asInt()).path("id").asString())
                    .isEqualTo(rule.id());
            assertThat(fingerprints.add(result.path("partialFingerprints").toString()))
                    .isTrue();
        }
    }

    @Test
    void suppressedFindings_andWhatWasNotSeen_areAsTheSchemasSay() {
        Audited audited = Compiled.audit(
                folder,
                Rule.WRITE_WITHOUT_EVICTION
                        .bad()
                        .replace(
                                "    @Transactional\n",
                                "    @io.freshet.annotation.SuppressAudit(reason = \"a page of the night\")\n"
                                        + "    @Transactional\n"));
        assertThat(audited.suppressed()).hasSize(1);
        assertThat(errors(REPORT, Format.JSON.write(audited, SourceFolders.none())))
                .isEmpty();
        assertThat(errors(SARIF, Format.SARIF.write(audited, SourceFolders.none())))
                .isEmpty();
    }

    @Test
    void whatIsNotAsTheSchemasSay_isRefused() {
        String json = Format.JSON.write(Compiled.audit(folder, Rule.NO_TTL.bad()), SourceFolders.none());
        assertThat(errors(REPORT, json.replace("\"warning\"", "\"bad\""))).isNotEmpty();
        assertThat(errors(REPORT, json.replace("\"fix\"", "\"repair\""))).isNotEmpty();
        assertThat(errors(REPORT, json.replace("\"format\" : 1", "\"format\" : 2")))
                .isNotEmpty();
        String sarif = Format.SARIF.write(Compiled.audit(folder, Rule.NO_TTL.bad()), SourceFolders.none());
        assertThat(errors(SARIF, sarif.replaceAll("\"startLine\" : \\d+", "\"startLine\" : 0")))
                .isNotEmpty();
        assertThat(errors(SARIF, sarif.replaceFirst("\"uri\" : \"", "\"uri\" : \"a b")))
                .isNotEmpty();
        assertThat(errors(SARIF, sarif.replace("\"codeFlows\"", "\"flows\""))).isNotEmpty();
    }

    @Test
    void aFingerprint_isTheSameWhereverLinesGo_andOnEachRun() {
        String source = Rule.WRITE_WITHOUT_EVICTION.bad();
        Audited before = Compiled.audit(folder, source);
        Audited after = Compiled.audit(folder, source.replace("\n\n@", "\n\n\n\n@"));
        assertThat(after.findings().get(0).place().line())
                .isNotEqualTo(before.findings().get(0).place().line());
        assertThat(after.findings().get(0).fingerprint())
                .isEqualTo(before.findings().get(0).fingerprint());
        assertThat(Format.SARIF.write(before, SourceFolders.none()))
                .isEqualTo(Format.SARIF.write(Compiled.audit(folder, source), SourceFolders.none()));
    }
}
