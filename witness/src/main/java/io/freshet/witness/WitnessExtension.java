package io.freshet.witness;

import io.freshet.spring.settings.FreshetProperties;
import io.freshet.witness.account.Witness;
import io.freshet.witness.report.Finding;
import io.freshet.witness.report.Report;
import io.freshet.witness.report.Rule;
import io.freshet.witness.trace.EntryPoint;
import io.freshet.witness.trace.EntryPoints;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets witnessed tests fail, and writes the report of all witnessed classes of this JVM. Used by JUnit; thread-safe. */
public final class WitnessExtension implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final System.Logger LOG = System.getLogger("io.freshet");
    private static final Set<Rule> AT_ONCE = EnumSet.of(Rule.STALE, Rule.UNDER_DECLARED);

    /** Of all contexts that were there, since a report is written of the JVM as a whole. */
    private static final Map<Witness, String> WITNESSES = new LinkedHashMap<>();

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    /** Used by JUnit. */
    public WitnessExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        witness(context);
        EntryPoints.testBegins(test(context));
    }

    private static EntryPoint test(ExtensionContext context) {
        return EntryPoints.of(
                EntryPoint.Kind.TEST, context.getRequiredTestClass(), context.getRequiredTestMethod(), "");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        EntryPoints.testEnds(test(context));
        fail(context, AT_ONCE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Report report = written(SpringExtension.getApplicationContext(context));
        LOG.log(
                System.Logger.Level.INFO,
                "Witness: {0}",
                Stream.of(Rule.values())
                        .map(rule -> rule.text() + " "
                                + report.findings(List.of(rule)).count())
                        .collect(Collectors.joining(", ")));
        fail(context, EnumSet.complementOf(EnumSet.copyOf(AT_ONCE)));
    }

    private static Report written(ApplicationContext application) {
        Report report;
        synchronized (WITNESSES) {
            report = Report.of(WITNESSES.entrySet().stream()
                    .map(each -> each.getKey().testify(each.getValue()))
                    .toList());
        }
        String directory =
                application.getBean(FreshetProperties.class).witness().directory();
        report.write(Path.of(directory));
        return report;
    }

    private static void fail(ExtensionContext context, Set<Rule> now) {
        Witnessed wanted =
                TestContextAnnotationUtils.findMergedAnnotation(context.getRequiredTestClass(), Witnessed.class);
        if (wanted == null) {
            return;
        }
        Witness witness = witness(context);
        witness.settle();
        List<Rule> rules = Stream.of(wanted.failOn()).filter(now::contains).toList();
        Set<String> ignored = Set.of(wanted.ignore());
        List<Finding> found = new ArrayList<>();
        Report.of(List.of(witness.testify("")))
                .findings(rules)
                .filter(finding -> !ignored.contains(finding.method().cache()))
                .filter(finding -> TOLD.add(System.identityHashCode(witness) + finding.identity()))
                .forEach(found::add);
        if (!found.isEmpty()) {
            throw new AssertionError(found.stream()
                    .map(Finding::toString)
                    .collect(Collectors.joining("\n", "The witness found:\n", "")));
        }
    }

    private static Witness witness(ExtensionContext context) {
        ApplicationContext application = SpringExtension.getApplicationContext(context);
        Witness witness = application.getBeanProvider(Witness.class).getIfAvailable();
        if (witness == null) {
            throw new ExtensionConfigurationException("@Witnessed stands on "
                    + context.getRequiredTestClass().getName()
                    + ", whose application has no Freshet: freshet.enabled is false, or auto-configuration is not on");
        }
        synchronized (WITNESSES) {
            WITNESSES.putIfAbsent(
                    witness, application.getEnvironment().getProperty("spring.application.name", "application"));
        }
        return witness;
    }
}
