package io.freshet.salon.day.report;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Judgement;
import io.freshet.salon.day.check.Register;
import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.http.CannedServer;
import io.freshet.salon.day.http.Connection;
import io.freshet.salon.day.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReportTests {
    private final Tally tally = new Tally(List.of("settings:singleton", "dashboard:metrics"));
    private final Verdicts verdicts = new Verdicts();
    private final Timeline timeline = new Timeline();

    @Test
    void json_hasTheFieldsThatAreReadElsewhere(@TempDir Path folder) throws IOException {
        dayWithThreeHitsAndAMiss();
        Path file = folder.resolve("new/report.json");
        Report.write(report(0L).toJson(), file);
        JsonNode json = new JsonMapper().readTree(file.toFile());

        assertThat(json.get("reads").longValue()).isEqualTo(5);
        assertThat(json.get("writes").longValue()).isEqualTo(1);
        assertThat(json.get("hitRate").doubleValue()).isCloseTo(0.75, within(1e-9));
        // Four reads would have cost six statements each; one of them did.
        assertThat(json.get("queriesSaved").doubleValue()).isCloseTo(0.75, within(1e-9));
        for (String number : List.of(
                "staleAnswers", "longestStalenessMillis", "errors", "failovers", "unknownWrites", "wrongAtEnd")) {
            assertThat(json.get(number).isIntegralNumber()).as(number).isTrue();
        }
        for (String percentile : List.of("p50", "p95", "p99")) {
            assertThat(json.at("/latencyMicros/cached/" + percentile).doubleValue())
                    .isEqualTo(12);
            assertThat(json.at("/latencyMicros/uncached/" + percentile).doubleValue())
                    .isCloseTo(15_000, within(15.0));
        }
        assertThat(json.at("/invalidationLagMicros/p99").doubleValue()).isEqualTo(9);
        assertThat(json.at("/rates/readsPerSecond").doubleValue()).isEqualTo(2.5);
        assertThat(json.at("/caches/1/cache").asString()).isEqualTo("dashboard:metrics");
        assertThat(json.at("/machine/cores").intValue()).isPositive();
    }

    @Test
    void clean_onlyWithoutStaleWrongOrFailedAnswers() {
        assertThat(report(0L).isClean()).isTrue();
        assertThat(report(null).isClean()).isTrue();
        assertThat(report(1L).isClean()).isFalse();
        tally.failed("500");
        assertThat(report(0L).isClean()).isFalse();
    }

    @Test
    void clean_notWithAStaleAnswer() {
        Register bills = Register.startingAt(1);
        bills.acknowledge(2, 0);
        Judgement judgement = new Judgement();
        judgement.begin(3_000_000);
        judgement.number(Fact.BILLS, 1, 0, bills);
        judgement.deliver("dashboard:metrics", "GET /api/dashboard/metrics", "instance-1", 7, verdicts);
        Report report = report(0L);
        assertThat(report.isClean()).isFalse();
        assertThat(report.longestStalenessMillis()).isEqualTo(3);
        assertThat(Words.summary(report))
                .contains(
                        "STALE dashboard:metrics (GET /api/dashboard/metrics): BILLS missing in 1 answers, for up to 0.0 s,"
                                + " after POST /api/pos/bills; instance-1 told tenant 7 1, not 2");
        assertThat(Page.of(report)).contains("<td>POST /api/pos/bills</td>", "<td>tenant 7, instance-1: 1, not 2</td>");
        JsonNode kind = new JsonMapper().readTree(report.toJson()).at("/staleKinds/0");
        assertThat(kind.get("cache").asString()).isEqualTo("dashboard:metrics");
        assertThat(kind.get("fact").asString()).isEqualTo("BILLS");
        assertThat(kind.get("answers").longValue()).isEqualTo(1);
        assertThat(kind.at("/example/tenant").longValue()).isEqualTo(7);
    }

    @Test
    void words_sayRatesAndLatencies() throws IOException {
        dayWithThreeHitsAndAMiss();
        assertThat(Words.live(Duration.ofSeconds(2), tally, verdicts))
                .contains("reads 5", "hit rate 75.0 %", "queries saved 75.0 %", "stale 0", "p50 cached 0.012 ms");
        assertThat(Words.summary(report(null))).anyMatch(line -> line.contains("not compared"));
    }

    @Test
    void benchmark_hasTheReportsUnderTheirKeys() {
        JsonNode json = new JsonMapper().readTree(new Benchmark(report(0L), report(1L)).toJson());
        assertThat(json.at("/day/wrongAtEnd").longValue()).isZero();
        assertThat(json.at("/outage/wrongAtEnd").longValue()).isEqualTo(1);
    }

    @Test
    void timeline_hasWhatEachMomentAdds() throws IOException {
        dayWithThreeHitsAndAMiss();
        timeline.note(Duration.ofSeconds(1), tally, verdicts);
        tally.cache(1).read(answer("hit-l1", 0, "0.012"));
        timeline.note(Duration.ofSeconds(2), tally, verdicts);
        assertThat(timeline.moments())
                .containsExactly(new Timeline.Moment(1, 5, 1, 3, 1, 0, 0), new Timeline.Moment(2, 1, 0, 1, 0, 0, 0));
    }

    @Test
    void page_showsEachPartAndHidesNothingInMarkup() throws IOException {
        dayWithThreeHitsAndAMiss();
        timeline.note(Duration.ofSeconds(1), tally, verdicts);
        timeline.note(Duration.ofSeconds(2), tally, verdicts);
        String page = Page.of(report(0L));
        assertThat(page)
                .contains("5 answers, none of them stale", "75.0 %", "dashboard:metrics", ">bill<", "<polyline")
                .contains("Redis is stopped &lt;pid 1&gt;")
                .doesNotContain("${", "<script", "http:");
        tally.failed("500");
        assertThat(Page.of(report(1L))).contains("class=\"bad\"", "1 failed, 1 wrong at the end", "Failed: 500");
    }

    @Test
    void aims_areMetByAGoodDayOnly() throws IOException {
        dayWithThreeHitsAndAMiss();
        assertThat(day(0L).isGood()).isFalse();
        assertThat(lines(day(0L))).anyMatch(line -> line.startsWith("MISSED  hits above 95 %: 75.0 %"));
        for (int i = 0; i < 100; i++) {
            tally.cache(1).read(answer("hit-l1", 0, "0.012"));
        }
        assertThat(lines(day(0L))).allMatch(line -> line.startsWith("met ")).hasSize(6);
        assertThat(day(null).isGood()).isFalse();
        assertThat(lines(new Benchmark(report(0L), report(1L))))
                .hasSize(9)
                .last()
                .isEqualTo("MISSED  Redis gone: no wrong answer at the end: 1");
        tally.failed("500");
        assertThat(day(0L).isGood()).isFalse();
    }

    private Benchmark day(Long wrongAtEnd) {
        return new Benchmark(report(wrongAtEnd), null);
    }

    private static List<String> lines(Benchmark benchmark) {
        return benchmark.aims().stream().map(Aim::line).toList();
    }

    private void dayWithThreeHitsAndAMiss() throws IOException {
        for (int i = 0; i < 3; i++) {
            tally.cache(1).read(answer("hit-l2", 0, "0.012"));
        }
        tally.cache(1).read(answer("miss", 6, "14"));
        tally.cache(1).sourceRead(answer("bypass", 6, "15"));
        tally.wrote("BILL");
    }

    private Report report(Long wrongAtEnd) {
        return Report.of(
                new Report.Frame(
                        "2026-11-21T09:00:00Z",
                        2,
                        2_500,
                        0,
                        84,
                        wrongAtEnd,
                        new Report.Lag(5, 9),
                        Map.of("bill", 3L),
                        timeline.moments(),
                        List.of("Redis is stopped <pid 1>")),
                tally,
                verdicts);
    }

    private static Answer answer(String origin, long queries, String millis) throws IOException {
        Answer answer = new Answer();
        String text = "HTTP/1.1 200 \r\nX-Cache: " + origin + "\r\nX-Queries: " + queries
                + "\r\nServer-Timing: app;dur=" + millis + "\r\nContent-Length: 0\r\n\r\n";
        try (CannedServer server = new CannedServer(text);
                Connection connection = new Connection(server.address(), Duration.ofSeconds(5))) {
            connection.exchange(Request.get("/").bytes(), answer);
        }
        return answer;
    }
}
