package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.relay.OutboxException;
import io.freshet.remote.InProcessRemote;
import io.freshet.spring.redis.SharedTier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever keeps an application from starting because of us has a description and an action; mistakes that are told together stand in {@link MistakesTests}. */
class StartFailureTests {

    @Test
    void malformedValue_isTheBindersMistake_withPropertyAndValue() {
        assertThat(failureOf(Applications.plain().withPropertyValues("freshet.bound=soon")))
                .contains("freshet.bound", "\"soon\"");
        assertThat(failureOf(Applications.jdbc().withPropertyValues("freshet.capture=magic")))
                .contains("freshet.capture", "\"magic\"", "TRIGGERS");
    }

    @Test
    void twoCachesOfOneName_inCode_areNamed() {
        assertThat(failureOf(declaring(freshet -> {
                    freshet.cache("price:{id}", Integer.class, String.class).build();
                    freshet.cache("price:{code}", String.class, String.class).build();
                })))
                .contains("Two caches have the name 'price'", "'price:{code}'", "give one another literal segment")
                .contains("Mend what is described above");
    }

    @Test
    void aPolicyThatCannotBe_inCode_isDescribed() {
        assertThat(failureOf(declaring(freshet -> freshet.cache("price:{id}", Integer.class, String.class)
                        .timeToLive(Duration.ofSeconds(-1))
                        .build())))
                .contains("The time to live must be positive, but is PT-1S", "Mend what is described above");
    }

    @Test
    void unknownCodec_ofACacheInCode_namesTheCodecs() {
        assertThat(failureOf(declaring(freshet -> freshet.cache("price:{id}", Integer.class, String.class)
                                .build())
                        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                        .withBean(SharedTier.class, () -> namespace -> new InProcessRemote().connect())
                        .withPropertyValues("freshet.defaults.codec=protobuf")))
                .contains("protobuf", "kryo");
    }

    @Test
    void databaseThatDoesNotAnswer_isSaid_withWhatElseThereIs() {
        assertThat(failureOf(Applications.jdbc()
                        .withPropertyValues(
                                "spring.datasource.url=jdbc:h2:tcp://localhost:1/none",
                                "spring.datasource.generate-unique-name=false",
                                "spring.datasource.hikari.connection-timeout=250")))
                .contains("Cannot connect to the database to see how its writes can be captured")
                .contains("See whether the database answers", "freshet.capture=none");
    }

    @Test
    void anOutboxThatDoesNotAnswer_isTheDatabasesFailure() {
        FailureAnalysis analysis = MistakesTests.analyse(foreign(outboxFailure()));
        assertThat(analysis.getDescription()).contains("Freshet cannot start: ");
        assertThat(analysis.getAction()).contains("See whether the database answers");
    }

    private static OutboxException outboxFailure() {
        return new OutboxException("Cannot connect to the outbox: refused", new IOException("refused"));
    }

    @Test
    void failuresOfOthers_areLeftToOthers() {
        assertThat(analyzers())
                .filteredOn(analyzer -> analyzer.getClass().getName().startsWith("io.freshet"))
                .isNotEmpty()
                .allSatisfy(
                        analyzer -> assertThat(analyzer.analyze(foreign(null))).isNull());
    }

    private static RuntimeException foreign(@Nullable Throwable cause) {
        RuntimeException foreign = new IllegalStateException("not ours", cause);
        foreign.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.freshet.salon.Till", "open", "Till.java", 1),
            new StackTraceElement("io.freshet.Freshet", "build", "Freshet.java", 1)
        });
        return foreign;
    }

    @Test
    void everyPackageOfOurs_isKnownToTheLastAnalyzer() throws IOException {
        for (String module : List.of("../core", "../redis", "../sql", "../capture", "../witness", ".")) {
            try (Stream<Path> files = Files.list(Path.of(module, "src/main/java/io/freshet"))) {
                for (Path folder : files.filter(Files::isDirectory).toList()) {
                    RuntimeException ours = new IllegalStateException("ours");
                    ours.setStackTrace(new StackTraceElement[] {
                        new StackTraceElement("io.freshet." + folder.getFileName() + ".Any", "any", "Any.java", 1)
                    });
                    assertThat(MistakesTests.analyse(ours).getDescription())
                            .as(folder.toString())
                            .isEqualTo("Freshet cannot start: ours");
                }
            }
        }
    }

    /** An application whose code declares caches. */
    private static ApplicationContextRunner declaring(Declarations declarations) {
        return Applications.plain()
                .withInitializer(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        if (bean instanceof Freshet freshet) {
                            declarations.declare(freshet);
                        }
                        return bean;
                    }
                }));
    }

    private interface Declarations {
        void declare(Freshet freshet);
    }

    private static String failureOf(ApplicationContextRunner application) {
        StringBuilder text = new StringBuilder();
        application.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = firstOf(context.getStartupFailure());
            text.append(analysis.getDescription()).append('\n').append(analysis.getAction());
        });
        return text.toString();
    }

    /** As Boot asks them: all, in their order, until one knows. */
    static FailureAnalysis firstOf(Throwable failure) {
        return analyzers().stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody knows this", failure));
    }

    private static List<FailureAnalyzer> analyzers() {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, notHere) -> {}));
    }
}
