package io.freshet.spring.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import io.freshet.event.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

/** Reads and invalidations as lines of the log, with fields. */
class ReadLogTests {

    private static final LoggerContext LOGGERS = (LoggerContext) LoggerFactory.getILoggerFactory();

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = LOGGERS.getLogger("io.freshet");

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void leave() {
        root.detachAppender(lines);
        List.of(ReadLog.HITS, ReadLog.MISSES, ReadLog.INVALIDATIONS).forEach(name -> level(name, null));
    }

    private static void level(String name, Level level) {
        LOGGERS.getLogger(name).setLevel(level);
    }

    @Test
    void missesHitsAndInvalidations_haveTheirFields_andNoValue() {
        List.of(ReadLog.HITS, ReadLog.MISSES, ReadLog.INVALIDATIONS).forEach(name -> level(name, Level.DEBUG));
        try (Freshet freshet = logged()) {
            Cache<Integer, String> cache = serviceIn(freshet);
            cache.get(5, key -> "a secret value");
            cache.get(5, key -> "a secret value");
            freshet.invalidateTable("service");
        }
        assertThat(lines.list)
                .filteredOn(line -> !line.getKeyValuePairs().isEmpty())
                .hasSize(3);
        ILoggingEvent miss = lineOf(ReadLog.MISSES);
        assertThat(fields(miss)).isEqualTo(Map.of("cache", "service", "key", ":service:5", "outcome", "miss"));
        assertThat(miss.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(miss.getFormattedMessage()).isEqualTo("Read :service:5: miss");
        assertThat(fields(lineOf(ReadLog.HITS)))
                .isEqualTo(Map.of("cache", "service", "key", ":service:5", "outcome", "hit-l1"));
        assertThat(fields(lineOf(ReadLog.INVALIDATIONS)))
                .containsEntry("outcome", "fleet")
                .hasEntrySatisfying(
                        "tags",
                        tags -> assertThat(tags).asInstanceOf(LIST).hasSize(2).contains("table/service"))
                .containsKey("cause");
        assertThat(lines.list.toString()).doesNotContain("secret");
    }

    @Test
    void eachLogger_isSwitchedByItself_whileTheApplicationRuns() {
        try (Freshet freshet = logged()) {
            Cache<Integer, String> cache = serviceIn(freshet);
            cache.get(5, key -> "value");
            cache.get(5, key -> "value");
            level(ReadLog.MISSES, Level.DEBUG);
            cache.get(5, key -> "value");
            assertThat(lines.list).noneMatch(line -> line.getLoggerName().startsWith("io.freshet.read"));
            cache.get(6, key -> "value");
            level(ReadLog.HITS, Level.DEBUG);
            cache.get(5, key -> "value");
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getLoggerName().startsWith("io.freshet.read"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Read :service:6: miss", "Read :service:5: hit-l1");
    }

    @Test
    void delayedAndRelayedChanges_areInvalidationsToo() {
        level(ReadLog.INVALIDATIONS, Level.DEBUG);
        ReadLog log = new ReadLog();
        ChangeSet change = ChangeSet.of(List.of("table/bill"), "a test");
        log.onEvent(new CacheEvent.InvalidationDelayed(change, "connection refused", true));
        log.onEvent(new CacheEvent.Relayed(change, 1));
        assertThat(lines.list)
                .extracting(ReadLogTests::fields)
                .containsExactly(
                        Map.of(
                                "tags",
                                List.of("table/bill"),
                                "cause",
                                "a test",
                                "outcome",
                                "delayed",
                                "why",
                                "connection refused"),
                        Map.of("tags", List.of("table/bill"), "cause", "a test", "outcome", "relayed"));
    }

    /** As Boot writes it with {@code logging.structured.format.console=ecs}. */
    @Test
    void structuredLogs_haveThemAsFields() {
        level(ReadLog.MISSES, Level.DEBUG);
        new ReadLog().onRead("service", "7:service:5", Outcome.MISS);
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), new StandardEnvironment());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        JsonNode written =
                new JsonMapper().readTree(new String(encoder.encode(lineOf(ReadLog.MISSES)), StandardCharsets.UTF_8));
        assertThat(written.required("cache").asString()).isEqualTo("service");
        assertThat(written.required("key").asString()).isEqualTo("7:service:5");
        assertThat(written.required("outcome").asString()).isEqualTo("miss");
        assertThat(written.required("log").required("logger").asString()).isEqualTo("io.freshet.read.miss");
    }

    /** Its lease runs though the machine pauses. */
    private static Freshet logged() {
        return Freshet.builder()
                .bound(Duration.ofSeconds(10))
                .listener(new ReadLog())
                .build();
    }

    private static Cache<Integer, String> serviceIn(Freshet freshet) {
        await().until(() -> freshet.status().leaseRuns());
        return freshet.<Integer, String>cache("service:{id}", Integer.class, String.class)
                .dependsOnTables("service")
                .build();
    }

    private ILoggingEvent lineOf(String logger) {
        return lines.list.stream()
                .filter(line -> line.getLoggerName().equals(logger))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines.list.toString()));
    }

    private static Map<String, Object> fields(ILoggingEvent line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (KeyValuePair pair : line.getKeyValuePairs()) {
            fields.put(pair.key, pair.value);
        }
        return fields;
    }
}
