package io.freshet.sql;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as applications get it: with the parser under a name of ours, where neither Spring Data nor another version of it is met. */
class PackagedParserITests {

    private static final Path TARGET = target();

    @Test
    void jar_hasTheParserUnderOurName_andPomDoesNotBringItAgain() throws IOException {
        List<String> entries;
        try (JarFile jar = new JarFile(packaged().toFile())) {
            entries = jar.stream().map(ZipEntry::getName).toList();
        }
        assertThat(entries)
                .contains("io/freshet/sql/jsqlparser/parser/CCJSqlParserUtil.class")
                .noneMatch(name -> name.startsWith("net/"));
        String pom = Files.readString(TARGET.resolve("dependency-reduced-pom.xml"));
        assertThat(pom.substring(pom.indexOf("<dependencies>")))
                .contains("caffeine")
                .doesNotContain("jsqlparser");
    }

    @Test
    void jar_readsStatementsByItself() throws Exception {
        URL caffeine = Caffeine.class.getProtectionDomain().getCodeSource().getLocation();
        URL[] urls = {packaged().toUri().toURL(), caffeine};
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Object written = loader.loadClass(WrittenTables.class.getName())
                    .getMethod("of", String.class)
                    .invoke(null, "UPDATE bill SET total = 1");
            assertThat(written).hasToString("Optional[[bill]]");
        }
    }

    private static Path target() {
        try {
            return Path.of(PackagedParserITests.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path packaged() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.getFileName().toString().matches("freshet-sql-[^-]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
