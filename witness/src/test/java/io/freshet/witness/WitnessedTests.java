package io.freshet.witness;

import io.freshet.witness.shop.ShopCases;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs witnessed test classes as JUnit does, and looks at what fails and what is reported. */
class WitnessedTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Class<?>, Map<String, String>> RUN = new HashMap<>();

    @Test
    void soundClass_passes_andItsReportSaysWhatWasReadAndWritten() throws IOException {
        assertThat(failuresOf(ShopCases.SoundCase.class)).isEmpty();
        List<JsonNode> lines = lines("sound");
        with(line(lines, "cached-method", "cache", "shop:right"), line -> {
            assertThat(line.path("class").asString()).endsWith("ShopReads");
            assertThat(line.path("method").asString()).isEqualTo("right(int)");
            assertThat(line.path("declaredTables").toString()).isEqualTo("[\"offer\"]");
            assertThat(line.path("observed").toString()).isEqualTo("{\"offer\":[\"id\",\"price\"]}");
            assertThat(line.path("invalidated").toString()).contains("write to offer by POST /offers/{id}/raise");
        });
        assertThat(line(lines, "cached-method", "cache", "shop:rows")
                        .path("declared")
                        .toString())
                .isEqualTo("[\"rows of offer with id = {id}\"]");
        assertThat(line(lines, "cached-method", "cache", "shop:seen")
                        .path("observed")
                        .toString())
                .isEqualTo("{\"offer\":[\"id\",\"price\"]}");
        with(line(lines, "entry-point", "entry", "http"), line -> {
            assertThat(line.path("method").asString()).isEqualTo("raise(int)");
            assertThat(line.path("route").asString()).isEqualTo("POST /offers/{id}/raise");
            assertThat(line.path("writes").toString()).isEqualTo("{\"offer\":[\"update\"]}");
            assertThat(line.path("invalidates").toString()).contains("\"shop:right\"", "\"shop:rows\"");
            assertThat(line.path("transactions").asInt()).isEqualTo(2);
            assertThat(line.path("tests").toString()).contains("entryIsInvalidated_byARequest");
        });
        assertThat(line(lines, "entry-point", "entry", "scheduled")
                        .path("writes")
                        .toString())
                .isEqualTo("{\"audit\":[\"insert\"]}");
        assertThat(line(lines, "entry-point", "entry", "async").path("method").asString())
                .isEqualTo("later()");
        with(line(lines, "entry-point", "method", "rollback_isNoWrite()"), line -> {
            assertThat(line.path("transactions").asInt()).isZero();
            assertThat(line.path("rolledBack").asInt()).isEqualTo(1);
            assertThat(line.path("writes").toString()).isEqualTo("{\"note\":[\"delete\"]}");
        });
        assertThat(line(lines, "entry-point", "method", "cascade_isAWrite()")
                        .path("writes")
                        .toString())
                .isEqualTo("{\"booking\":[\"delete\",\"insert\"],\"line\":[]}");
    }

    @Test
    void whatCannotBeCompared_isSaid() throws IOException {
        failuresOf(ShopCases.SoundCase.class);
        List<JsonNode> lines = lines("sound");
        assertThat(findings(lines, "not-comparable"))
                .anySatisfy(text -> assertThat(text)
                        .contains("ShopReads.answersDifferentlyEachTime", "answers differently each time"))
                .anySatisfy(text -> assertThat(text).contains("ShopReads.withoutEquals"));
        assertThat(line(lines, "cached-method", "cache", "shop:view")
                        .path("untold")
                        .toString())
                .isEqualTo("[\"reads \\\"priced\\\", which is no table but a view\"]");
        assertThat(findings(lines, "over-declared")).noneMatch(text -> text.contains("throughAView"));
    }

    @Test
    void underDeclaredMethod_failsTheTestThatCallsIt_andIsNamed() throws IOException {
        Map<String, String> failures = failuresOf(ShopCases.UnderDeclaredCase.class);
        assertThat(failures).containsOnlyKeys("reading_isEnough()", "throughAnotherCache()");
        assertThat(failures.get("reading_isEnough()"))
                .contains("under-declared: ShopReads.underDeclared (cache 'shop:under') reads [booking]");
        assertThat(failures.get("throughAnotherCache()"))
                .contains("under-declared: ShopReads.underDeclaredThroughAnother (cache 'shop:outer') reads [booking]");
        JsonNode finding = line(lines("under"), "finding", "cache", "shop:under");
        assertThat(finding.path("rule").asString()).isEqualTo("under-declared");
        assertThat(finding.path("tables").toString()).isEqualTo("[\"booking\"]");
        assertThat(page("under")).contains("## Under-declared", "ShopReads.underDeclared");
    }

    @Test
    void staleAnswer_failsTheTestThatWrote_andIsNamed() throws IOException {
        Map<String, String> failures = failuresOf(ShopCases.StaleCase.class);
        assertThat(failures).containsOnlyKeys("byWrongTables()");
        assertThat(failures.get("byWrongTables()"))
                .contains("stale: ShopReads.stale (cache 'shop:stale')", "wrote to [note]", "It reads [note]");
        JsonNode finding = line(lines("stale"), "finding", "cache", "shop:stale");
        assertThat(finding.path("rule").asString()).isEqualTo("stale");
        assertThat(finding.path("key").asString()).contains("shop:stale");
        assertThat(finding.path("by").asString()).contains("byWrongTables");
        assertThat(page("stale")).contains("## Stale", "ShopReads.stale");
    }

    @Test
    void cacheThatIsIgnored_failsNothing_andIsReported() throws IOException {
        assertThat(failuresOf(ShopCases.StaleCase.class)).doesNotContainKey("ofACacheThatIsKnownForIt()");
        assertThat(findings(lines("stale"), "stale"))
                .anyMatch(text -> text.contains("ShopReads.readByAnotherThread")
                        && text.contains("what it depends on is read elsewhere"));
    }

    @Test
    void overDeclaredMethod_failsTheClass_whereThatIsAskedFor() throws IOException {
        Map<String, String> failures = failuresOf(ShopCases.CostlyCase.class);
        assertThat(failures).hasSize(1);
        assertThat(failures.get("ShopCases$CostlyCase"))
                .contains("over-declared: ShopReads.overDeclared (cache 'shop:over') declares [audit]");
        assertThat(line(lines("costly"), "finding", "rule", "over-declared")
                        .path("tables")
                        .toString())
                .isEqualTo("[\"audit\"]");
    }

    @Test
    void columnsThatAreNotDeclared_areSaid() throws IOException {
        assertThat(failuresOf(ShopCases.CostlyCase.class).get("ShopCases$CostlyCase"))
                .contains("undeclared-columns: ShopReads.columnsToo (cache 'shop:columns')"
                        + " declares the columns [id, price] of offer, and reads [label] too");
        assertThat(page("costly")).contains("## Columns: read and not declared");
    }

    @Test
    void needlessInvalidation_andNone_failTheClass_whereThatIsAskedFor() throws IOException {
        assertThat(failuresOf(ShopCases.CostlyCase.class).get("ShopCases$CostlyCase"))
                .contains("needless: ShopReads.right (cache 'shop:right'): 1 of 2 invalidations (50 %)")
                .contains("never-invalidated: ShopReads.bookings");
        assertThat(page("costly")).contains("## Invalidated for nothing", "1 of 2");
    }

    /** What failed, by the name of the test, or of the class where that failed. */
    private static Map<String, String> failuresOf(Class<?> tests) {
        return RUN.computeIfAbsent(tests, WitnessedTests::run);
    }

    private static Map<String, String> run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsFoundCount()).isPositive();
        Map<String, String> failures = new TreeMap<>();
        listener.getSummary()
                .getFailures()
                .forEach(failure -> failures.put(
                        failure.getTestIdentifier().getDisplayName(),
                        failure.getException()
                                + Stream.of(failure.getException().getSuppressed())
                                        .toList()
                                        .toString()));
        return failures;
    }

    private static void with(JsonNode line, Consumer<JsonNode> checks) {
        checks.accept(line);
    }

    private static List<JsonNode> lines(String directory) throws IOException {
        List<JsonNode> all = Files.readAllLines(Path.of("target/witness", directory, "witness.ndjson")).stream()
                .map(JSON::readTree)
                .toList();
        int first = IntStream.range(0, all.size())
                .filter(i -> all.get(i).path("application").asString().equals(directory))
                .findFirst()
                .orElseThrow();
        int next = IntStream.range(first + 1, all.size())
                .filter(i -> all.get(i).path("kind").asString().equals("run"))
                .findFirst()
                .orElse(all.size());
        return all.subList(first, next);
    }

    private static String page(String directory) throws IOException {
        return Files.readString(Path.of("target/witness", directory, "witness.md"));
    }

    private static JsonNode line(List<JsonNode> lines, String kind, String field, String value) {
        return lines.stream()
                .filter(line -> line.path("kind").asString().equals(kind))
                .filter(line -> line.path(field).asString().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " with " + field + " " + value + " in " + lines));
    }

    private static List<String> findings(List<JsonNode> lines, String rule) {
        return lines.stream()
                .filter(line -> line.path("rule").asString().equals(rule))
                .map(line -> line.path("text").asString())
                .toList();
    }
}
