package io.freshet.audit.graph;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.rule.Audited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways in which Spring gets from one method to another that no call shows. */
class WiringShapesTests {

    private static final String ASPECT =
            "package org.aspectj.lang.annotation;\npublic @interface %s { String value() default \"\"; }";
    private static final String ROUTES =
            "package org.springframework.web.servlet.function;\npublic class RouterFunctions {"
                    + " public interface Handler { Object handle(Object request); }"
                    + " public static Builder route() { return new Builder(); }"
                    + " public static class Builder { public Builder PUT(String path, Handler handler) { return this; } } }";
    private static final String EXPORT = "package org.springframework.data.rest.core.annotation;\n"
            + "public @interface RepositoryRestResource { String path() default \"\"; boolean exported() default true; }";

    @TempDir
    private Path folder;

    private List<String> findings(String source, String... more) {
        List<String> sources = new ArrayList<>(List.of(more));
        sources.add(0, Shop.BASE + Shop.ONE + source);
        Audited audited = Compiled.audit(folder, sources.toArray(String[]::new));
        return audited.findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.entry())
                .sorted()
                .toList();
    }

    @Test
    void functionalRoutes_areEntryPoints() {
        assertThat(findings("""
                @Component class Handler { Prices prices; Object change(Object request) { prices.change(1L, 2); return ""; } }
                @Configuration class Routing {
                    Object routes(Handler handler) {
                        return org.springframework.web.servlet.function.RouterFunctions.route().PUT("/p", handler::change);
                    }
                }
                """, ROUTES)).containsExactly("write-without-eviction PUT /p");
    }

    @Test
    void exportedRepositories_areEntryPoints() {
        String source = """
                @org.springframework.data.rest.core.annotation.RepositoryRestResource(path = "all"%s)
                interface Exported extends JpaRepository<Price, Long> {}
                """;
        assertThat(findings(source.formatted(""), EXPORT))
                .contains("write-without-eviction POST|PUT|PATCH /all", "write-without-eviction DELETE /all/{id}");
        assertThat(findings(source.formatted(", exported = false"), EXPORT))
                .isNotEmpty()
                .noneMatch(finding -> finding.contains("/all"));
    }

    @Test
    void anEvictionOnAMethodOfARepository_counts() {
        String source = """
                interface Evicting extends JpaRepository<Price, Long> {
                    %s @Modifying @Query("update Price p set p.minor = 1 where p.id = :id") int zero(Long id);
                }
                @RestController class C { Evicting prices; @PutMapping("/p") void put(Long id) { prices.zero(id); } }
                """;
        assertThat(findings(source.formatted("@CacheEvict(cacheNames = \"prices\", key = \"#id\")")))
                .isEmpty();
        assertThat(findings(source.formatted(""))).containsExactly("write-without-eviction PUT /p");
    }

    @Test
    void aWriteThatIsNotWaitedFor_isNotCoveredByAnEvictionAfterIt() {
        String source = """
                @Service class Later { Prices prices; %s public void change(Long id) { prices.change(id, 1); } }
                @RestController class C {
                    Later later; CacheManager caches;
                    @PutMapping("/p") void put(Long id) { later.change(id); caches.getCache("prices").evict(id); }
                }
                """;
        assertThat(findings(source.formatted("@org.springframework.scheduling.annotation.Async")))
                .containsExactly("evict-before-write PUT /p");
        assertThat(findings(source.formatted(""))).isEmpty();
    }

    @Test
    void aspects_evictAroundWhatTheirPointcutsName() {
        String source = """
                @interface Changes {}
                @org.aspectj.lang.annotation.Aspect @Component class Evicting {
                    CacheManager caches;
                    @org.aspectj.lang.annotation.Pointcut("execution(* shop.Chan*r.ch*(..))") void changing() {}
                    @org.aspectj.lang.annotation.AfterReturning("%s") void after() { caches.getCache("prices").clear(); }
                }
                @Service class Changer { Prices prices; @Changes public void change(Long id) { prices.change(id, 1); } }
                @RestController class C { Changer changer; @PutMapping("/p") void put(Long id) { changer.change(id); } }
                """;
        String[] library = {ASPECT.formatted("Aspect"), ASPECT.formatted("Pointcut"), ASPECT.formatted("AfterReturning")
        };
        for (String matching : List.of(
                "changing()",
                "@annotation(shop.Changes)",
                "@annotation(Changes) && within(shop..*)",
                "bean(changer)",
                "!within(shop.C) && execution(public void shop..*(Long))")) {
            assertThat(findings(source.formatted(matching), library))
                    .as(matching)
                    .isEmpty();
        }
        for (String other :
                List.of("execution(* other..*(..))", "@annotation(shop.Other)", "!changing() && bean(changer)")) {
            assertThat(findings(source.formatted(other), library))
                    .as(other)
                    .containsExactly("write-without-eviction PUT /p");
        }
    }

    @Test
    void aPointcutThatIsNotKnown_isListed() {
        Audited audited =
                Compiled.audit(folder, Shop.BASE + """
                @org.aspectj.lang.annotation.Aspect @Component class Odd { @org.aspectj.lang.annotation.Before("cflow(x())") void before() {} }
                @RestController class C { Prices prices; @PutMapping("/p") void put(Long id) { prices.change(id, 1); } }
                """, ASPECT.formatted("Aspect"), ASPECT.formatted("Before"));
        assertThat(audited.unresolved())
                .anySatisfy(each -> assertThat(each.what()).contains("cflow(x())"));
    }

    @Test
    void ofSeveralBeans_theQualifiedOneIsCalled() {
        String source = """
                interface Changer { void change(Long id); }
                @Service("good") class Good implements Changer {
                    Prices prices; @CacheEvict(cacheNames = "prices", key = "#id") public void change(Long id) { prices.change(id, 1); }
                }
                @Service class Bad implements Changer { Prices prices; public void change(Long id) { prices.change(id, 1); } }
                @RestController class C { %s @PutMapping("/p") void put(Long id) { changer.change(id); } }
                """;
        String qualifier = "@org.springframework.beans.factory.annotation.Qualifier(\"%s\") Changer changer;";
        assertThat(findings(source.formatted(qualifier.formatted("good")))).isEmpty();
        assertThat(findings(source.formatted(qualifier.formatted("bad"))))
                .containsExactly("write-without-eviction PUT /p");
        assertThat(findings(source.formatted("Changer changer;"))).isNotEmpty();
    }

    @Test
    void bodiesOfEnumConstants_areCalled() {
        assertThat(findings("""
                enum Kind {
                    RAISE { void apply(Prices prices, Long id) { prices.change(id, 1); } };
                    abstract void apply(Prices prices, Long id);
                }
                @RestController class C { Prices prices; @PutMapping("/p") void put(Long id, Kind kind) { kind.apply(prices, id); } }
                """)).containsExactly("write-without-eviction PUT /p");
    }

    @Test
    void listenersByInterface_andEventsThatAreHandedOn_areHeard() {
        assertThat(findings("""
                class Changed extends ApplicationEvent { Changed(Object source) { super(source); } }
                @Component class Heard implements ApplicationListener<Changed> {
                    CacheManager caches; public void onApplicationEvent(Changed event) { caches.getCache("prices").clear(); }
                }
                @RestController class C {
                    Prices prices; ApplicationEventPublisher events;
                    @PutMapping("/p") void put(Long id) { prices.change(id, 1); tell(new Changed(this)); }
                    private void tell(Changed event) { events.publishEvent(event); }
                }
                """)).isEmpty();
    }

    @Test
    void jobsByInterface_areEntryPoints() {
        assertThat(findings("""
                class Nightly implements org.quartz.Job { Prices prices; public void execute() { prices.deleteAll(); } }
                """, "package org.quartz;\npublic interface Job { void execute(); }"))
                .containsExactly("write-without-eviction job Nightly.execute");
    }
}
