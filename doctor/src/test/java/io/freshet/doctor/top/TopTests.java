package io.freshet.doctor.top;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The command line against a server that answers what consoles answer; against a real one it is tested with the console. */
class TopTests {

    private static final String OVERVIEW = """
            {"at": "2026-11-21T10:15:30Z",
             "node": {"instance": "salon-a", "leaseRuns": true, "stalenessMillis": 12, "boundMillis": 1000, "lagP99Micros": null},
             "totals": {"readsPerSecond": 1204.25, "hitRate": 0.9962, "entries": 18204, "savedMillis": 11520000, "stalePrevented": 4},
             "problems": [{"severity": "warning", "cache": "broken", "text": "It is switched off"}],
             "caches": [
               {"name": "broken", "off": true, "readsPerSecond": null, "hitRate": null, "loadP99Micros": null, "entries": 0,
                "savedMillis": null, "stalePrevented": 0},
               {"name": "catalog:price", "off": false, "readsPerSecond": 1204.2, "hitRate": 1, "loadP99Micros": 2100, "entries": 40,
                "savedMillis": 90000, "stalePrevented": 4},
               {"name": "catalog:names", "off": false, "readsPerSecond": 0.1, "hitRate": 0.5, "loadP99Micros": 900, "entries": 1,
                "savedMillis": 0, "stalePrevented": 0}]}
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> authorized = new ConcurrentHashMap<>();
    private HttpServer server;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            authorized.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String answer = answers.getOrDefault(path, "404 <html>not here</html>");
            byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Top.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private static JsonNode overview() {
        return JsonMapper.builder().build().readTree(OVERVIEW);
    }

    @Test
    void once_tellsEverything_withoutColours_andEndsWithWhetherThereAreProblems() {
        answers.put("/freshet/api/overview", "200 " + OVERVIEW);
        Run run = run("--url", base(), "--once");
        assertThat(run.err).isEmpty();
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out)
                .containsSubsequence(
                        "salon-a",
                        "1 problem",
                        "no answer is more than 12 ms behind its source (bound 1.0 s); commit to known p99 –",
                        "reads/s 1,204.3  hits 99.6 %  entries 18,204  saved 3.2 h  stale prevented 4",
                        "warning  broken: It is switched off",
                        "CACHE",
                        "READS/S",
                        "catalog:price",
                        "catalog:names",
                        "broken (off)")
                .doesNotContain("\u001b");
        assertThat(run.out.lines().filter(line -> line.startsWith("catalog:price")))
                .singleElement()
                .asString()
                .containsSubsequence("1,204.2", "100 %", "2.1 ms", "40", "2 min", "4");
        assertThat(run.out.lines().filter(line -> line.startsWith("broken")))
                .singleElement()
                .asString()
                .doesNotContain("0.0");
    }

    @Test
    void withoutProblems_orWithNotesOnly_itEndsWell() {
        answers.put("/freshet/api/overview", "200 " + OVERVIEW.replace("\"warning\"", "\"note\""));
        assertThat(run("--url", base(), "--once").exit).isZero();
    }

    @Test
    void theConsole_isFoundBelowAContextPath_orByItsOwnAddress() {
        answers.put("/shop/freshet/api/overview", "200 " + OVERVIEW);
        assertThat(run("--url", base() + "/shop/", "--once").out).contains("catalog:price");
        answers.put("/ops/cache/api/overview", "200 " + OVERVIEW);
        answers.put("/ops/cache/freshet/api/overview", "200 <html>a page</html>");
        assertThat(run("--url", base() + "/ops/cache", "--once").out).contains("catalog:price");
    }

    @Test
    void whoLooks_isSaid() {
        answers.put("/freshet/api/overview", "200 " + OVERVIEW);
        run("--url", base(), "--once", "--user", "ann:secret");
        assertThat(authorized).containsEntry("/freshet/api/overview", "Basic YW5uOnNlY3JldA==");
        run("--url", base(), "--once", "--header", "Authorization: Bearer x");
        assertThat(authorized).containsEntry("/freshet/api/overview", "Bearer x");
        assertThat(run("--url", base(), "--once", "--user", "ann").err).contains("set FRESHET_TOP_PASSWORD");
    }

    @Test
    void whatCannotBeAsked_saysWhy_andWhatToDo() {
        Run none = run("--url", base(), "--once");
        assertThat(none.exit).isEqualTo(3);
        assertThat(none.err).contains("there is no console at " + base() + "/freshet/api/overview (404)");
        answers.put("/freshet/api/overview", "200 <html>the application's own page</html>");
        assertThat(run("--url", base(), "--once").err).contains("there is no console at");
        answers.put("/freshet/api/overview", "403 {\"error\": \"ann has none of the roles\"}");
        Run refused = run("--url", base() + "/freshet", "--once");
        assertThat(refused.exit).isEqualTo(3);
        assertThat(refused.err).contains("refuses (403: ann has none of the roles): give --user NAME:PASSWORD");
        answers.put("/freshet/api/overview", "500 {}");
        assertThat(run("--url", base(), "--once").err).contains("failed (500): look into the application's log");
        stop();
        assertThat(run("--url", base(), "--once").err).contains("cannot reach", "does the application run");
    }

    @Test
    void wrongUsage_isSaid() {
        assertThat(run("--once").exit).isEqualTo(2);
        assertThat(run("--url", "http://ann:secret@localhost", "--once").err)
                .contains("--url is no plain address", "http://localhost:8080/freshet")
                .doesNotContain("secret");
        assertThat(run("--url", base(), "--every", "0").err).contains("--every is 0; set it to 1 second or more");
        assertThat(run("--url", base(), "--sort", "colour").exit).isEqualTo(2);
    }

    @Test
    void withoutATerminal_screensFollowEachOther_andAnAnswerThatIsMissing_isSaid() throws InterruptedException {
        answers.put("/freshet/api/overview", "200 " + OVERVIEW);
        StringWriter out = new StringWriter();
        Thread top = new Thread(() ->
                Top.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "--url", base(), "--every", "1"));
        top.start();
        await().atMost(PATIENCE).until(() -> out.toString().split("CACHE", -1).length > 2);
        answers.put("/freshet/api/overview", "500 {}");
        await().atMost(PATIENCE).until(() -> out.toString().contains("NO ANSWER, what follows is old: " + base()));
        assertThat(out.toString()).doesNotContain("\u001b");
        top.interrupt();
        top.join(PATIENCE.toMillis());
        assertThat(top.isAlive()).isFalse();
    }

    @Test
    void aScreen_isNoLargerThanTheTerminal_andColouredWhereThatIsUnderstood() {
        for (int columns : List.of(20, 40, 80, 200)) {
            List<String> lines = new Screen(10, columns, Column.READS, false).lines(overview());
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
            assertThat(lines).hasSizeLessThanOrEqualTo(11);
        }
        assertThat(String.join("\n", new Screen(24, 80, Column.READS, true).lines(overview())))
                .contains("\u001b[33m");
        assertThat(new Screen(24, 80, Column.PREVENTED, false).lines(overview()).get(7))
                .startsWith("catalog:price");
    }

    @Test
    void inATerminal_aScreenIsWrittenOverTheLast_andGoneAtTheEnd() {
        StringWriter out = new StringWriter();
        try (Terminal terminal = new Terminal(new PrintWriter(out), true)) {
            terminal.begin();
            terminal.show(List.of("one", "two"));
        }
        assertThat(out.toString())
                .isEqualTo("\u001b[?1049h\u001b[?25l\u001b[Hone\u001b[K\ntwo\u001b[K\u001b[J\u001b[?25h\u001b[?1049l");
    }
}
