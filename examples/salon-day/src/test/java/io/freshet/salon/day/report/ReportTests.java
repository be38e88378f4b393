package io.freshet.salon.day.report;

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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReportTests {
    private final Tally tally = new Tally(List.of("settings:singleton", "dashboard:metrics"));
    private final Verdicts verdicts = new Verdicts();

    @Test
    void json_hasTheFieldsThatAreReadElsewhere(@TempDir Path folder) throws IOException {
        dayWithThreeHitsAndAMiss();
        Path file = folder.resolve("new/report.json");
        report(0L).writeTo(file);
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
        verdicts.stale(new Verdicts.StaleAnswer("c", "instance-1", 1, "BILLS", 1, 2, 3), 3_000_000);
        Report report = report(0L);
        assertThat(report.isClean()).isFalse();
        assertThat(report.longestStalenessMillis()).isEqualTo(3);
        assertThat(Words.summary(report)).anyMatch(line -> line.startsWith("STALE"));
    }

    @Test
    void words_sayRatesAndLatencies() throws IOException {
        dayWithThreeHitsAndAMiss();
        assertThat(Words.live(Duration.ofSeconds(2), tally, verdicts))
                .contains("reads 5", "hit rate 75.0 %", "queries saved 75.0 %", "stale 0", "p50 cached 0.012 ms");
        assertThat(Words.summary(report(null))).anyMatch(line -> line.contains("not compared"));
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
                new Report.Frame("2026-11-21T09:00:00Z", 2, 2_500, 0, 84, wrongAtEnd, new Report.Lag(5, 9), List.of()),
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
