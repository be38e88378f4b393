package io.freshet.audit.cli;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged audit in a JVM of its own, with nothing on its class path but what lies beside it. */
class PackagedAuditITests {

    private static final String JDBC = """
            @Service class Amounts {
                JdbcTemplate jdbc;
                @Cacheable(cacheNames = "amounts", key = "#id") public Long amount(Long id) {
                    return jdbc.queryForObject("select amount from price where id = ?", Long.class, id);
                }
            }
            @RestController class C {
                JdbcTemplate jdbc;
                @PutMapping("/amount") void change(Long id, long amount) {
                    jdbc.update("update price set amount = ? where id = ?", amount, id);
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aStatementIsRead_andItsWriteNamed() throws IOException, InterruptedException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Compiled.compile(classes, List.of("-parameters", "-g"), Shop.BASE + JDBC);

        Run run = run(List.of(), classes.toString());

        assertThat(run.out()).contains("write-without-eviction: PUT /amount");
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "md", "html", "github"})
    void aReport_isInUtf8_whateverThePlatformHas(String format) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Compiled.compile(classes, List.of("-parameters", "-g"), Shop.BASE + JDBC.replace("/amount", "/größe-数"));
        List<String> ascii =
                List.of("-Dfile.encoding=US-ASCII", "-Dstdout.encoding=US-ASCII", "-Dsun.stdout.encoding=US-ASCII");

        Run run = run(ascii, "--quiet", "--format", format, classes.toString());

        assertThat(run.out()).contains("/größe-数");
        assertThat(run.exit()).isEqualTo(1);
    }

    private record Run(int exit, String out) {}

    private Run run(List<String> options, String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", packaged().toString()));
        command.addAll(List.of(arguments));
        Process audit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(audit.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Run(audit.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    private static Path packaged() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches("freshet-audit-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
