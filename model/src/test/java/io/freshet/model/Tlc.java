package io.freshet.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs TLC in a JVM of its own. With one worker it finds the shortest behaviour first, so that its length is always the same. */
final class Tlc {

    private static final Path WORK = Path.of("target", "tlc").toAbsolutePath();
    private static final long MINUTES = 8;
    private static final int TAIL = 2_000;
    private static final Pattern VIOLATED = Pattern.compile("Error: Invariant (\\w+) is violated");
    private static final Pattern DISTINCT = Pattern.compile("(\\d+) distinct states found, 0 states left on queue");
    private static final Pattern STATE = Pattern.compile("(?m)^State \\d+: ");
    private static final String COMPLETE = "Model checking completed. No error has been found.";

    private Tlc() {}

    static Verdict check(Path specification, Path configuration, String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(WORK.resolve(name));
        Path output = folder.resolve("output.txt");
        Process tlc = new ProcessBuilder(command(specification, configuration, folder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!tlc.waitFor(MINUTES, TimeUnit.MINUTES)) {
                return new Verdict.Unknown("no end after " + MINUTES + " minutes");
            }
        } finally {
            tlc.destroyForcibly();
        }
        return verdict(Files.readString(output));
    }

    private static List<String> command(Path specification, Path configuration, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                jar().toString(),
                "tlc2.TLC",
                "-workers",
                "1",
                "-deadlock",
                "-cleanup",
                "-metadir",
                folder.resolve("states").toString(),
                "-config",
                configuration.toString(),
                specification.toString());
    }

    private static Path jar() {
        try {
            return Path.of(tlc2.TLC
                    .class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what TLC printed. */
    static Verdict verdict(String output) {
        Matcher violated = VIOLATED.matcher(output);
        if (violated.find()) {
            return new Verdict.Violates(
                    violated.group(1), (int) STATE.matcher(output).results().count());
        }
        Matcher distinct = DISTINCT.matcher(output);
        if (output.contains(COMPLETE) && distinct.find()) {
            return new Verdict.Holds(Long.parseLong(distinct.group(1)));
        }
        return new Verdict.Unknown(output.substring(Math.max(0, output.length() - TAIL)));
    }
}
