package io.freshet.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The structure that {@code docs/architecture.md} describes, held against the classes of all modules. */
class ArchitectureTests {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/io/freshet/sql/jsqlparser/")) // not ours
            .importPackages("io.freshet");

    /** Which packages of the engine each package of it may import: what it stands on. */
    private static final Map<String, List<String>> CORE = Map.ofEntries(
            Map.entry("annotation", List.of()),
            Map.entry("key", List.of()),
            Map.entry("tag", List.of("key")),
            Map.entry("entry", List.of()),
            Map.entry("change", List.of("tag")),
            Map.entry("event", List.of("change")),
            Map.entry("check", List.of()),
            Map.entry("remote", List.of("change", "check", "tag")),
            Map.entry("control", List.of("remote")),
            Map.entry("resolve", List.of("annotation", "key", "tag")),
            Map.entry("freshness", List.of("entry", "event", "remote")),
            Map.entry("relay", List.of("change", "tag", "remote", "event", "freshness")),
            Map.entry("hot", List.of("freshness", "key")),
            Map.entry("warm", List.of("freshness", "remote")),
            Map.entry("local", List.of("entry", "key")),
            Map.entry("load", List.of("entry", "event", "key", "tag")),
            Map.entry(
                    "read",
                    List.of(
                            "annotation",
                            "control",
                            "entry",
                            "event",
                            "freshness",
                            "hot",
                            "key",
                            "load",
                            "local",
                            "remote",
                            "tag")),
            Map.entry("invalidate", List.of("change", "event", "freshness", "remote", "tag")));

    @Test
    void theClassesOfAllModules_areSeen() {
        assertThat(ALL).hasSizeGreaterThan(150);
        for (String module : List.of(
                "annotation",
                "read",
                "redis",
                "sql",
                "capture.postgres",
                "spring",
                "testkit",
                "witness",
                "doctor",
                "console",
                "test",
                "audit.rule")) {
            assertThat(ALL.stream().anyMatch(type -> type.getPackageName().startsWith("io.freshet." + module)))
                    .as(module)
                    .isTrue();
        }
    }

    @Test
    void packages_haveNoCycles() {
        check(slices().matching("(**)").should().beFreeOfCycles());
    }

    @Test
    void packagesOfTheEngine_importOnlyWhatTheyStandOn() {
        CORE.forEach((name, below) -> {
            List<String> allowed = new ArrayList<>(
                    below.stream().map(other -> "io.freshet." + other).toList());
            allowed.add("io.freshet." + name);
            check(noClasses()
                    .that()
                    .resideInAPackage("io.freshet." + name)
                    .should()
                    .dependOnClassesThat(resideInFreshetButNotIn(allowed)));
        });
    }

    private static DescribedPredicate<JavaClass> resideInFreshetButNotIn(List<String> allowed) {
        return DescribedPredicate.describe(
                "are of Freshet but not of " + allowed,
                type -> type.getPackageName().startsWith("io.freshet") && !allowed.contains(type.getPackageName()));
    }

    @Test
    void theRoof_isImportedByNothingBelow() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        CORE.keySet().stream().map(name -> "io.freshet." + name).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.freshet"));
    }

    @Test
    void redisAndCapture_knowNeitherEachOther_norSpring_norTheRoof() {
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.freshet", "io.freshet.capture..", "io.freshet.spring..", "org.springframework.."));
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.capture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.freshet", "io.freshet.redis..", "io.freshet.spring..", "org.springframework.."));
    }

    @Test
    void theWitness_isKnownToNobody_andOnlyItsEdgesKnowSpringAndJUnit() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.freshet.witness..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.freshet.witness.."));
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.freshet.witness.value",
                        "io.freshet.witness.trace",
                        "io.freshet.witness.account",
                        "io.freshet.witness.report")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.freshet.spring..", "io.freshet.redis..", "org.springframework..", "org.junit.."));
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.witness.spring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.springframework.test.."));
    }

    @Test
    void theConsole_isKnownToNobody_andOnlyItsEdgesKnowTheWeb() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.freshet.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.freshet.console.."));
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.freshet.console.access",
                        "io.freshet.console.view",
                        "io.freshet.console.fleet",
                        "io.freshet.console.calls",
                        "io.freshet.console.watch")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "io.freshet.console.service",
                        "io.freshet.console.web",
                        "io.freshet.console.configure"));
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.console.service")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "io.freshet.console.web",
                        "io.freshet.console.servlet",
                        "io.freshet.console.reactive",
                        "io.freshet.console.configure"));
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.console.web")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "reactor..",
                        "io.freshet.console.servlet",
                        "io.freshet.console.reactive",
                        "io.freshet.console.configure"));
    }

    @Test
    void theDoctorsCommandLine_knowsNothingOfFreshet_norFreshetOfIt() {
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.doctor..")
                .should()
                .dependOnClassesThat(resideInFreshetButNotIn(List.of("io.freshet.doctor", "io.freshet.doctor.top"))));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.freshet.doctor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.freshet.doctor.."));
    }

    @Test
    void theTestSlice_isKnownToNobody_andItsAssertionsKnowNeitherTheSliceNorJUnit() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.freshet.test..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.freshet.test.."));
        check(noClasses()
                .that()
                .resideInAPackage("io.freshet.test.cache")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.freshet.test", "io.freshet.testkit..", "org.junit..", "org.springframework.test.."));
    }

    @Test
    void theSqlModule_knowsNothingOfFreshet() {
        check(classes()
                .that()
                .resideInAPackage("io.freshet.sql")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.freshet.sql",
                        "java..",
                        "io.freshet.sql.jsqlparser..",
                        "com.github.benmanes.caffeine..",
                        "org.jspecify.annotations"));
    }

    @Test
    void theEngine_needsOnlyTheJdkCaffeineAndJSpecify() {
        check(classes()
                .that()
                .resideInAnyPackage("io.freshet", "io.freshet.annotation")
                .or()
                .resideInAnyPackage(
                        CORE.keySet().stream().map(name -> "io.freshet." + name).toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.freshet..", "java..", "com.github.benmanes.caffeine..", "org.jspecify.annotations"));
    }

    @Test
    void lettuce_isKnownToTheRedisModuleOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.freshet.redis..", "io.freshet.spring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce.."));
    }

    /** The packages of the audit, each of which imports only what stands before it. */
    private static final List<String> AUDIT = List.of(
            "model",
            "scan",
            "body",
            "graph",
            "mybatis",
            "effect",
            "cache",
            "observe",
            "rule",
            "source",
            "report",
            "baseline",
            "run",
            "diff",
            "assertion",
            "cli",
            "maven");

    @Test
    void theAudit_flowsOneWay_andKnowsNothingOfTheRunTime() {
        for (int at = 0; at < AUDIT.size(); at++) {
            List<String> allowed = new ArrayList<>(List.of("io.freshet.sql"));
            AUDIT.subList(0, at + 1).forEach(name -> allowed.add("io.freshet.audit." + name));
            check(noClasses()
                    .that()
                    .resideInAPackage("io.freshet.audit." + AUDIT.get(at))
                    .should()
                    .dependOnClassesThat(resideInFreshetButNotIn(allowed)));
        }
    }

    @Test
    void everyPackage_isNullMarked() {
        check(classes()
                .that(DescribedPredicate.describe("are of Freshet", type -> !type.isAnonymousClass()))
                .should(new ArchCondition<>("reside in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(
                                type, marked, type.getName() + (marked ? " is" : " is not") + " in a marked package"));
                    }
                }));
    }

    private static void check(ArchRule rule) {
        rule.check(ALL);
    }
}
