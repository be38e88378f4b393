package io.freshet.testkit.contract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

/** The kit fails on every tier that breaks a rule, and each of its rules fails on some tier. */
class BreachTests {

    private static final Set<String> RULES = Stream.of(FlawedKit.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void aTierThatBreaksNoRule_passesAll() {
        Outcome outcome = run(Breach.NONE, List.of(selectClass(FlawedKit.class)));

        assertThat(outcome.failures).isEmpty();
        assertThat(outcome.passed).isEqualTo(RULES).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aTierThatBreaksARule_failsIt(Breach breach) {
        Outcome outcome = run(
                breach,
                breach.rules().stream()
                        .map(rule -> selectMethod(FlawedKit.class, rule))
                        .toList());

        assertThat(outcome.failures.keySet())
                .as("rules that fail on %s", breach)
                .isNotEmpty()
                .isEqualTo(breach.rules());
    }

    @Test
    void everyRule_failsOnSomeTier() {
        Set<String> broken = Stream.of(Breach.values())
                .flatMap(breach -> breach.rules().stream())
                .collect(Collectors.toSet());

        assertThat(broken).isEqualTo(RULES);
    }

    private static Outcome run(Breach breach, List<? extends DiscoverySelector> rules) {
        FlawedKit.breach = breach;
        Outcome outcome = new Outcome();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(rules)
                                .build(),
                        outcome);
        return outcome;
    }

    /** What a run of the kit found. */
    private static final class Outcome implements TestExecutionListener {

        private final Map<String, String> failures = new TreeMap<>();
        private final Set<String> passed = new TreeSet<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && test.getSource().orElse(null) instanceof MethodSource rule) {
                result.getThrowable()
                        .ifPresentOrElse(
                                failure -> failures.put(rule.getMethodName(), String.valueOf(failure.getMessage())),
                                () -> passed.add(rule.getMethodName()));
            }
        }
    }
}
