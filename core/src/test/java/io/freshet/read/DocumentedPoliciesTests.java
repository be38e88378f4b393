package io.freshet.read;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every test that the page of policies points at is there. */
class DocumentedPoliciesTests {

    private static final Pattern TEST = Pattern.compile("`(\\w+Tests)\\.(\\w+)`");

    @Test
    void everyTestOnThePage_exists() throws IOException {
        String page = Files.readString(Path.of("../docs/concepts/policies.md"));
        List<String> missing = TEST.matcher(page)
                .results()
                .filter(named -> !exists(named.group(1), named.group(2)))
                .map(named -> named.group())
                .toList();
        assertThat(missing).isEmpty();
        assertThat(TEST.matcher(page).results().count()).isGreaterThan(30);
    }

    private static boolean exists(String type, String method) {
        return Stream.of("core", "redis", "spring", "capture", "writing", "test", "examples/clinic", "examples/salon")
                .map(module -> Path.of("..", module, "src/test/java/io/freshet"))
                .flatMap(DocumentedPoliciesTests::files)
                .filter(file -> file.endsWith(type + ".java"))
                .anyMatch(file -> contains(file, " " + method + "("));
    }

    private static Stream<Path> files(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
