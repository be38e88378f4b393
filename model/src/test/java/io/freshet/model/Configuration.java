package io.freshet.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A configuration of a specification, and what its first line says that TLC finds: {@code \* holds, 123 states} or
 * {@code \* violates Proven after 12 states}.
 *
 * @param file the {@code .cfg}
 * @param expected what its first line says
 */
record Configuration(Path file, Verdict expected) {

    private static final Path PROTOCOL = Path.of("..", "docs", "protocol");
    private static final Pattern HOLDS = Pattern.compile("\\\\\\* holds, (\\d+) states");
    private static final Pattern VIOLATES = Pattern.compile("\\\\\\* violates (\\w+) after (\\d+) states");
    private static final String DIRECT = "FreshetDirect";

    /** Those in a folder of {@code docs/protocol}; fails if there are none. */
    static List<Configuration> in(String folder) {
        try (Stream<Path> files =
                Files.list(PROTOCOL.resolve(folder).toAbsolutePath().normalize())) {
            List<Configuration> found = files.filter(file -> file.toString().endsWith(".cfg"))
                    .sorted()
                    .map(Configuration::of)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("No configurations in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration of(Path file) {
        try {
            return new Configuration(file, verdict(Files.readAllLines(file).get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict verdict(String line) {
        Matcher holds = HOLDS.matcher(line);
        if (holds.matches()) {
            return new Verdict.Holds(Long.parseLong(holds.group(1)));
        }
        Matcher violates = VIOLATES.matcher(line);
        if (violates.matches()) {
            return new Verdict.Violates(violates.group(1), Integer.parseInt(violates.group(2)));
        }
        throw new IllegalArgumentException("The first line must tell what TLC finds, but is: " + line);
    }

    /** The specification that it configures. */
    Path specification() {
        boolean direct = name().startsWith(DIRECT);
        return PROTOCOL.resolve(direct ? DIRECT + ".tla" : "Freshet.tla")
                .toAbsolutePath()
                .normalize();
    }

    String name() {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    @Override
    public String toString() {
        return name() + " " + expected;
    }
}
