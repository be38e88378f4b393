package io.freshet.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The protocol keeps its promises, and would not if any of the seeded bugs were in it. See {@code docs/protocol/README.md}. */
class ModelTests {

    private static final Pattern BUG = Pattern.compile("Bug [=#] \"([^\"]+)\"");

    static List<Configuration> protocol() {
        return Configuration.in("");
    }

    static List<Configuration> bugs() {
        return Configuration.in("bugs");
    }

    @ParameterizedTest
    @MethodSource("protocol")
    void theProtocolKeepsItsPromises(Configuration configuration) throws Exception {
        assertThat(configuration.expected()).isInstanceOf(Verdict.Holds.class);
        assertThat(found(configuration)).isEqualTo(configuration.expected());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aSeededBugBreaksAPromise(Configuration configuration) throws Exception {
        assertThat(configuration.expected()).isInstanceOf(Verdict.Violates.class);
        assertThat(found(configuration)).isEqualTo(configuration.expected());
    }

    private static Verdict found(Configuration configuration) throws IOException, InterruptedException {
        return Tlc.check(configuration.specification(), configuration.file(), configuration.name());
    }

    /** Without its bug, nothing breaks: what the configurations of the bugs find is the bug. */
    @Test
    void withoutItsBug_aConfigurationHolds() throws Exception {
        Configuration bug = bugs().stream()
                .filter(configuration -> configuration.name().equals("FreshetOneStep"))
                .findFirst()
                .orElseThrow();
        Path folder = Files.createDirectories(Path.of("target", "mended").toAbsolutePath());
        Path specification = folder.resolve("Freshet.tla"); // TLC finds a configuration only beside it or below
        Files.copy(bug.specification(), specification, StandardCopyOption.REPLACE_EXISTING);
        Path mended = folder.resolve("Mended.cfg");
        Files.writeString(mended, Files.readString(bug.file()).replace("\"one step\"", "\"none\""));

        assertThat(Tlc.check(specification, mended, "Mended")).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void everyBugOfTheSpecifications_hasAConfiguration() throws Exception {
        Set<String> seeded = names(
                Path.of("..", "docs", "protocol", "Freshet.tla"),
                Path.of("..", "docs", "protocol", "FreshetDirect.tla"));
        Set<String> tried = names(Stream.concat(protocol().stream(), bugs().stream())
                .map(Configuration::file)
                .toArray(Path[]::new));
        tried.remove("none");

        assertThat(seeded).hasSizeGreaterThan(20).isEqualTo(tried);
    }

    private static Set<String> names(Path... files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            BUG.matcher(Files.readString(file))
                    .results()
                    .map(bug -> bug.group(1))
                    .forEach(names::add);
        }
        return names;
    }
}
