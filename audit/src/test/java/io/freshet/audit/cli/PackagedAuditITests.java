package io.freshet.audit.cli;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path out = folder.resolve("out.txt");
        Process audit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        packaged().toString(),
                        classes.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(audit.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        assertThat(Files.readString(out, StandardCharsets.UTF_8)).contains("write-without-eviction: PUT /amount");
        assertThat(audit.exitValue()).isEqualTo(1);
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
