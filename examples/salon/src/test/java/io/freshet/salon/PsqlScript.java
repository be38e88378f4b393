package io.freshet.salon;

import org.springframework.core.env.Environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** A script that somebody runs by hand, past the application. */
final class PsqlScript {

    private static final Path BARBER_IS_ILL = Path.of("scripts/barber-is-ill.sql");

    private PsqlScript() {}

    /**
     * Takes a barber off for a day.
     *
     * @return what ran the script: psql, or where there is none JDBC, on a connection of its own
     */
    static String barberIsIll(Environment environment, long tenant, long barber, String date) {
        var url = environment.getRequiredProperty("spring.datasource.url");
        var variables = Map.of("tenant", Long.toString(tenant), "barber", Long.toString(barber), "date", date);
        if (isInstalled()) {
            runByPsql(url.substring("jdbc:".length()), variables);
            return "psql";
        }
        runByJdbc(url, variables);
        return "JDBC";
    }

    private static boolean isInstalled() {
        try {
            return exitCode(new ProcessBuilder("psql", "--version")) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void runByPsql(String address, Map<String, String> variables) {
        var command = new ArrayList<>(List.of("psql", "-d", address, "-f", BARBER_IS_ILL.toString()));
        variables.forEach((name, value) -> command.addAll(List.of("-v", name + "=" + value)));
        try {
            assertThat(exitCode(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)))
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(ProcessBuilder command) throws IOException {
        var process = command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** With the variables in their places, as psql puts them there. */
    private static void runByJdbc(String url, Map<String, String> variables) {
        try (var lines = Files.lines(BARBER_IS_ILL);
                var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            var sql = lines.filter(line -> !line.startsWith("\\")).collect(joining("\n"));
            for (var variable : variables.entrySet()) {
                sql = sql.replace(":'" + variable.getKey() + "'", "'" + variable.getValue() + "'")
                        .replace(":" + variable.getKey(), variable.getValue());
            }
            statement.execute(sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
