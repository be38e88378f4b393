package io.freshet.audit.maven;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The goals in real builds of a shop of two modules, whose endpoint writes what the other module caches. Maven runs without network: its repository is
 * a folder of its own, filled from what the build of this project has downloaded.
 */
class MavenITests {

    private static final String VERSION = System.getProperty("version.under.test", "0.1.0-SNAPSHOT");
    private static final String GOAL = "io.freshet:freshet-audit-maven-plugin:" + VERSION + ":";
    private static final Path REPOSITORY = Path.of("target/maven/repository").toAbsolutePath();

    @TempDir
    private Path shop;

    private record Build(int exit, String log) {}

    @BeforeAll
    static void install() throws IOException {
        install("freshet-parent", Path.of("../pom.xml"), "pom");
        for (String module : List.of("sql", "audit")) {
            install("freshet-" + module, pom(module), "pom");
            install(
                    "freshet-" + module,
                    Path.of("..", module, "target", "freshet-" + module + "-" + VERSION + ".jar"),
                    "jar");
        }
        install("freshet-audit-maven-plugin", Path.of("pom.xml"), "pom");
        install("freshet-audit-maven-plugin", Path.of("target/freshet-audit-maven-plugin-" + VERSION + ".jar"), "jar");
    }

    /** The parser is inside of the jar of sql, and no more a dependency of its pom. */
    private static Path pom(String module) {
        Path reduced = Path.of("..", module, "dependency-reduced-pom.xml");
        Path built = Path.of("..", module, "target", "dependency-reduced-pom.xml");
        return Files.exists(built) ? built : Files.exists(reduced) ? reduced : Path.of("..", module, "pom.xml");
    }

    private static void install(String artifact, Path file, String type) throws IOException {
        Path folder = Files.createDirectories(
                REPOSITORY.resolve("io/freshet").resolve(artifact).resolve(VERSION));
        Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private Build maven(String... arguments) throws Exception {
        Path settings = Files.writeString(
                REPOSITORY.resolveSibling("settings.xml"),
                "<settings><mirrors><mirror><id>downloaded</id><mirrorOf>*</mirrorOf><url>"
                        + Path.of(System.getProperty("downloaded")).toUri() + "</url></mirror></mirrors></settings>");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-ntp",
                "-Daether.offline.protocols=file",
                "-Dmaven.repo.local=" + REPOSITORY,
                "-s",
                settings.toString()));
        command.addAll(List.of(arguments));
        Path log = shop.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(shop.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Build(process.exitValue(), Files.readString(log));
    }

    /** A shop whose write, in one module, evicts what the other caches, or does not. */
    private void shop(boolean evicts) throws IOException {
        write("pom.xml", """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><packaging>pom</packaging>
                  <modules><module>prices</module><module>web</module></modules>
                </project>
                """);
        write("prices/pom.xml", module("prices"));
        write("web/pom.xml", module("web"));
        compile("prices", """
                package shop.prices;
                @org.springframework.stereotype.Service
                public class Prices {
                    org.springframework.jdbc.core.JdbcTemplate jdbc;
                    @org.springframework.cache.annotation.Cacheable(cacheNames = "prices", key = "#id")
                    public Long price(Long id) {
                        return jdbc.queryForObject("select amount from price where id = ?", Long.class, id);
                    }
                    EVICT
                    public void change(Long id, long amount) {
                        jdbc.update("update price set amount = ? where id = ?", amount, id);
                    }
                }
                """.replace(
                        "EVICT",
                        evicts
                                ? "@org.springframework.cache.annotation.CacheEvict(cacheNames = \"prices\", key = \"#id\")"
                                : ""));
        compile("web", """
                package shop.web;
                @org.springframework.web.bind.annotation.RestController
                public class PriceController {
                    shop.prices.Prices prices;
                    @org.springframework.web.bind.annotation.PutMapping("/prices/{id}")
                    public void change(Long id, long amount) { prices.change(id, amount); }
                }
                """);
        write("prices/target/classes/application.properties", "spring.cache.redis.time-to-live=10m\n");
    }

    private static String module(String name) {
        return "<project><modelVersion>4.0.0</modelVersion><parent><groupId>shop</groupId><artifactId>shop</artifactId>"
                + "<version>1</version></parent><artifactId>" + name + "</artifactId></project>\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = shop.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void compile(String module, String source) throws IOException {
        String path = source.contains("class Prices") ? "shop/prices/Prices.java" : "shop/web/PriceController.java";
        write(module + "/src/main/java/" + path, source);
        int result = javax.tools.ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-parameters",
                        "-g",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path") + ":" + shop.resolve("prices/target/classes"),
                        "-d",
                        Files.createDirectories(shop.resolve(module + "/target/classes"))
                                .toString(),
                        shop.resolve(module + "/src/main/java/" + path).toString());
        assertThat(result).isZero();
    }

    @Test
    void check_failsTheBuild_andBaselineLetsItPass() throws Exception {
        shop(false);
        Build failed = maven("-pl", "prices", GOAL + "check");
        assertThat(failed.log())
                .contains(
                        "write-without-eviction: Prices.change writes price",
                        "> ",
                        "are at or above 'warning'",
                        "BUILD FAILURE");
        assertThat(failed.exit()).isNotZero();
        assertThat(shop.resolve("prices/target/freshet-audit/audit.html")).exists();
        assertThat(shop.resolve("prices/target/freshet-audit/audit.json"))
                .content()
                .contains("\"write-without-eviction\"");

        Build known = maven("-pl", "prices", GOAL + "baseline", GOAL + "check");
        assertThat(known.log()).contains("1 findings written to ", "1 known findings left out", "BUILD SUCCESS");
        assertThat(shop.resolve("prices/audit-baseline.txt")).content().contains("write-without-eviction");
    }

    @Test
    void aggregate_seesTheModulesAsOneApplication_andAuditNeverFails() throws Exception {
        shop(false);
        Build aggregated = maven(GOAL + "aggregate", "-Dfreshet.audit.formats=sarif,md");
        assertThat(aggregated.log())
                .contains(
                        "write-without-eviction: PUT /prices/{id} writes price",
                        "PriceController.change",
                        "BUILD FAILURE");
        assertThat(shop.resolve("target/freshet-audit/audit.sarif"))
                .content()
                .contains("prices/src/main/java/shop/prices/Prices.java");
        assertThat(shop.resolve("target/freshet-audit/audit.md")).content().contains("| /prices/{id} | PUT |");

        Build audited = maven(GOAL + "audit", "-Dfreshet.audit.formats=text");
        assertThat(audited.log()).contains("1 findings", "There are no classes to audit", "BUILD SUCCESS");
        assertThat(shop.resolve("prices/target/freshet-audit/audit.txt")).exists();
    }

    @Test
    void aggregateBaseline_letsAggregatePass_andNotWhatComesLater() throws Exception {
        shop(false);
        assertThat(maven(GOAL + "aggregate").log())
                .contains("leave them for later with freshet-audit:aggregate-baseline");
        Build known = maven(GOAL + "aggregate-baseline", GOAL + "aggregate");
        assertThat(known.log())
                .contains("1 findings written to " + shop.resolve("audit-baseline.txt"), "1 known findings left out")
                .contains("BUILD SUCCESS");
        compile("web", """
                package shop.web;
                @org.springframework.web.bind.annotation.RestController
                public class PriceController {
                    shop.prices.Prices prices;
                    @org.springframework.web.bind.annotation.PutMapping("/prices/{id}")
                    public void change(Long id, long amount) { prices.change(id, amount); }
                    @org.springframework.web.bind.annotation.PostMapping("/prices/{id}/free")
                    public void free(Long id) { prices.change(id, 0); }
                }
                """);
        assertThat(maven(GOAL + "aggregate").log())
                .contains("1 known findings left out", "POST /prices/{id}/free writes price", "BUILD FAILURE")
                .doesNotContain("PUT /prices/{id} writes price");
    }

    @Test
    void aModuleOfSettingsAlone_isNoMistake() throws Exception {
        shop(false);
        write("settings/pom.xml", module("settings"));
        write(
                "pom.xml",
                Files.readString(shop.resolve("pom.xml"))
                        .replace("<module>web<", "<module>settings</module><module>web<"));
        write("settings/target/classes/application.properties", "spring.cache.redis.time-to-live=20s\n");
        Build checked = maven("-pl", "settings", GOAL + "check");
        assertThat(checked.log()).contains("There are no classes to audit", "BUILD SUCCESS");
        assertThat(maven(GOAL + "aggregate", "-Dfreshet.audit.failOn=error").log())
                .contains("write-without-eviction: PUT /prices/{id} writes price");
    }

    @Test
    void whatIsRight_passes_andAWrongSettingIsTold() throws Exception {
        shop(true);
        assertThat(maven(GOAL + "aggregate").log()).contains("BUILD SUCCESS");
        assertThat(maven("-pl", "prices", GOAL + "check", "-Dfreshet.audit.formats=xml")
                        .log())
                .contains("'xml' is no format; there are text, json, sarif, md, html, github", "BUILD FAILURE");
    }
}
