package io.freshet.salon;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The page stays small and on its own: no framework, nothing from elsewhere, nothing that a strict policy would have to allow. */
class StaticPageTests {

    private static final Path PAGE = Path.of("src/main/resources/static");
    private static final int MOST_BYTES = 60_000;

    @Test
    void page_isSmall() throws IOException {
        assertThat(files().values().stream()
                        .mapToInt(text -> text.getBytes(UTF_8).length)
                        .sum())
                .isBetween(1, MOST_BYTES);
    }

    @Test
    void page_loadsNothingFromElsewhere_andHasNothingInline() throws IOException {
        assertThat(files())
                .isNotEmpty()
                .allSatisfy((file, text) -> assertThat(text)
                        .as(file)
                        .doesNotContainPattern("(src|href)=\"(https?:)?//|@import|url\\(|import\\(|innerHTML|eval\\(")
                        .doesNotContainPattern("<script(?![^>]* src=)|<style| style=| on[a-z]+=\""));
        assertThat(files().get("index.html")).contains("Content-Security-Policy", "default-src 'none'");
    }

    private static Map<String, String> files() throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(PAGE)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> texts.put(PAGE.relativize(file).toString(), read(file)));
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
