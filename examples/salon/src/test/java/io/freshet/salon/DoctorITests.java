package io.freshet.salon;

import io.freshet.doctor.Doctor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The doctor's command line, asking a running salon over HTTP. */
@SalonTest
class DoctorITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private RedisConnectionFactory redis;

    @Autowired
    private JdbcTemplate database;

    private String origin = "";

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void connect(@LocalServerPort int port) {
        origin = "http://localhost:" + port;
    }

    private Run run(String... options) {
        var out = new StringWriter();
        var err = new StringWriter();
        var arguments = new String[options.length + 2];
        arguments[0] = "--url";
        arguments[1] = origin;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return new Run(
                Doctor.run(new PrintWriter(out), new PrintWriter(err), arguments), out.toString(), err.toString());
    }

    private void configure(String setting, String value) {
        try (var connection = redis.getConnection()) {
            connection.serverCommands().setConfig(setting, value);
        }
    }

    @Test
    void theSalon_isFoundByItsAddress_andHasNoProblem() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var run = run("--format", "json", "--fail-on", "problem");
            assertThat(run).returns(0, Run::exit).returns("", Run::err);
            var findings = JsonMapper.builder().build().readTree(run.out).required("findings");
            assertThat(findings.valueStream()
                            .map(finding -> finding.required("id").asString()))
                    .contains("lease", "redis-version", "database-triggers", "redis-fleet", "database-relay");
            assertThat(findings.toString()).doesNotContain("not be checked", "Unknown");
        });
    }

    @Test
    void whatIsChangedInRedis_isFoundAtOnce() {
        configure("maxmemory", "512mb");
        configure("maxmemory-policy", "allkeys-lru");
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(run())
                            .returns(1, Run::exit)
                            .satisfies(run -> assertThat(run.out)
                                    .containsSubsequence(
                                            "warning redis-memory: allkeys-lru", "why: ", "fix: ", "volatile-lru")));
        } finally {
            configure("maxmemory-policy", "noeviction");
            configure("maxmemory", "0");
        }
        await().atMost(PATIENCE).until(() -> run().out.contains("note redis-memory: No limit"));
    }

    @Test
    void aTriggerThatIsDisabled_isAProblem_untilItIsMended() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            database.execute("ALTER TABLE bill DISABLE TRIGGER freshet_told_update"); // the look mends it
            assertThat(run("--fail-on", "problem").out).contains("problem database-triggers: ", "\"bill\"");
        });
        await().atMost(Duration.ofSeconds(30))
                .until(() -> run("--fail-on", "problem").out.contains("ok database-triggers: "));
    }
}
