package io.freshet.doctor;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The command line against a server that answers what a test puts into it. */
class DoctorTests {

    private static final String FOUND = """
            {"instance": "salon-1", "worst": "problem", "findings": [
              {"id": "redis-memory", "severity": "problem", "found": "It is full", "matter": "It refuses.", "remedy": "Give it more"},
              {"id": "redis-persistence", "severity": "note", "found": "Nothing is kept", "matter": "It is cold.", "remedy": ""},
              {"id": "redis-version", "severity": "ok", "found": "Redis 7.2.4", "matter": "It is old.", "remedy": ""}]}""";

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> authorized = new ConcurrentHashMap<>();
    private HttpServer server;

    private record Answer(int status, String body) {}

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorized.put(path, authorization == null ? "" : authorization);
            Answer answer = answers.getOrDefault(path, new Answer(404, "not here"));
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            if (answer.status == 302) {
                exchange.getResponseHeaders().add("Location", "/login");
            }
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
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
        int exit = Doctor.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private void answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
    }

    private void linked(String page, String endpoint) {
        answer(
                page,
                200,
                "{\"_links\": {\"self\": {\"href\": \"http://inside:1\"}, \"freshetdoctor\": {\"href\": \"http://inside:1"
                        + endpoint + "\"}}}");
        answer(endpoint, 200, FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/manage", "/manage/doctor", "/manage/freshetdoctor"})
    void theEndpoint_isFound_fromWhateverAddress(String given) {
        answer("/", 200, "<html>the application's own page</html>");
        answer("/manage/doctor", 404, "");
        switch (given) {
            case "/manage" -> linked("/manage", "/manage/doctor");
            case "/manage/doctor" -> linked("/manage/doctor/actuator", "/manage/doctor/actuator/freshetdoctor");
            case "/manage/freshetdoctor" -> answer("/manage/freshetdoctor", 200, FOUND);
            default -> linked("/actuator", "/actuator/freshetdoctor");
        }
        Run run = run("--url", base() + given);
        assertThat(run.err).isEmpty();
        assertThat(run.out).contains("Instance salon-1, asked at " + base(), "problem redis-memory: It is full");
        assertThat(run.exit).isEqualTo(1);
    }

    @Test
    void withoutThePageOfLinks_theUsualPlacesAreAsked() {
        answer("/actuator", 401, "");
        answer("/actuator/freshetdoctor", 200, FOUND);
        assertThat(run("--url", base()).exit).isEqualTo(1);
        assertThat(run("--url", base() + "/actuator").exit).isEqualTo(1);
    }

    @Test
    void text_hasWhatIsToBeDoneFirst_andASum() {
        linked("/actuator", "/actuator/freshetdoctor");
        assertThat(run("--url", base()).out)
                .containsSubsequence(
                        "problem redis-memory: It is full",
                        "  why: It refuses.",
                        "  fix: Give it more",
                        "note redis-persistence: Nothing is kept",
                        "ok redis-version: Redis 7.2.4",
                        "1 problem, 0 warnings, 1 note; 1 as it should be.")
                .doesNotContain("fix: \n");
    }

    @Test
    void json_isTheReport_andNothingElse() {
        linked("/actuator", "/actuator/freshetdoctor");
        JsonNode report = JsonMapper.builder().build().readTree(run("--format", "json", "--url", base()).out);
        assertThat(report.path("url").asString()).isEqualTo(base() + "/actuator/freshetdoctor");
        assertThat(report.path("instance").asString()).isEqualTo("salon-1");
        assertThat(report.path("findings").path(0).path("severity").asString()).isEqualTo("problem");
        assertThat(report.path("findings").path(0).path("remedy").asString()).isEqualTo("Give it more");
        assertThat(report.path("findings").size()).isEqualTo(3);
    }

    @Test
    void exitCode_dependsOnWhatIsAskedFor() {
        linked("/actuator", "/actuator/freshetdoctor");
        answer("/actuator/freshetdoctor", 200, FOUND.replace("\"severity\": \"problem\"", "\"severity\": \"warning\""));
        assertThat(run("--url", base()).exit).isEqualTo(1);
        assertThat(run("--url", base(), "--fail-on", "problem").exit).isZero();
        answer("/actuator/freshetdoctor", 200, FOUND.replace("\"severity\": \"problem\"", "\"severity\": \"note\""));
        assertThat(run("--url", base()).exit).isZero();
        assertThat(run("--url", base(), "--fail-on", "note").exit).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "ftp://localhost",
                "http://",
                "http://a b",
                "http://ann:secret@localhost",
                "http://localhost?x=1"
            })
    void addressThatIsNone_isWrongUsage_andIsNotRepeated(String address) {
        Run run = run("--url", address);
        assertThat(run.exit).isEqualTo(2);
        assertThat(run.err)
                .contains("write it as http://localhost:8080/actuator")
                .doesNotContain("secret");
        assertThat(run.out).isEmpty();
    }

    @Test
    void wrongUsage_exitsWith2() {
        assertThat(run().exit).isEqualTo(2);
        assertThat(run("--url", base(), "--format", "xml").exit).isEqualTo(2);
        assertThat(run("--url", base(), "--fail-on", "ok").exit).isEqualTo(2);
        assertThat(run("--url", base(), "--timeout", "0").exit).isEqualTo(2);
        assertThat(run("--url", base(), "--header", "Bearer x").err).contains("--header \"Authorization: Bearer ...\"");
        assertThat(run("--url", base(), "--header", "Host: other").exit).isEqualTo(2);
        assertThat(run("--help").exit).isZero();
    }

    @Test
    void whoMayNotBeReached_isSaidToBe_with3() {
        int closed = server.getAddress().getPort();
        server.stop(0);
        assertThat(run("--url", "http://127.0.0.1:" + closed))
                .returns(3, Run::exit)
                .satisfies(run -> assertThat(run.err).contains("cannot reach http://127.0.0.1:" + closed));
    }

    @Test
    void whatIsNotExposed_orRefused_orElsewhere_isSaidSo() {
        assertThat(run("--url", base()).err).contains("404", "management.endpoints.web.exposure.include");
        answer("/actuator", 200, "{\"_links\": {\"health\": {\"href\": \"http://inside/actuator/health\"}}}");
        assertThat(run("--url", base()).err)
                .contains("has no endpoint freshetdoctor", "management.endpoints.web.exposure.include");
        answer("/actuator", 302, "");
        answer("/actuator/freshetdoctor", 302, "");
        assertThat(run("--url", base()).err).contains("redirects to /login");
        answer("/actuator/freshetdoctor", 403, "");
        assertThat(run("--url", base()).err).contains("refuses (403)", "--user NAME:PASSWORD");
        answer("/actuator/freshetdoctor", 500, "");
        assertThat(run("--url", base()).err).contains("failed (500)");
        answer("/actuator/freshetdoctor", 200, "<html>");
        assertThat(run("--url", base()).err).contains("not JSON");
        answer("/actuator/freshetdoctor", 200, "{}");
        assertThat(run("--url", base()).err).contains("without findings");
        answer("/actuator/freshetdoctor", 200, FOUND.replace("\"note\"", "\"dreadful\""));
        assertThat(run("--url", base()))
                .returns(3, Run::exit)
                .satisfies(run -> assertThat(run.err).contains("'dreadful'", "use that of the application"));
    }

    @Test
    void credentials_goWithEachRequest_andAreNotPrinted() {
        linked("/actuator", "/actuator/freshetdoctor");
        Run run = run("--url", base(), "--user", "ann:secret");
        assertThat(authorized).containsEntry("/actuator/freshetdoctor", "Basic YW5uOnNlY3JldA==");
        assertThat(run.out + run.err).doesNotContain("secret");
        run("--url", base(), "--header", "Authorization: Bearer token");
        assertThat(authorized).containsEntry("/actuator/freshetdoctor", "Bearer token");
    }

    @Test
    void aPassword_mayStandInTheEnvironment() {
        UnaryOperator<String> environment = name -> name.equals(Doctor.PASSWORD) ? "secret" : "";
        assertThat(Credentials.headers("ann", List.of(), Doctor.PASSWORD, environment))
                .containsEntry("Authorization", "Basic YW5uOnNlY3JldA==");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.headers("ann", List.of(), Doctor.PASSWORD, name -> null))
                .withMessageContaining("FRESHET_DOCTOR_PASSWORD");
    }
}
