package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules for kept values and for evictions, in code that does not make it easy: composed annotations, interfaces, generic bases, lambdas. */
class ValueShapesTests {

    @TempDir
    private Path folder;

    private List<String> found(Rule rule, String... sources) {
        return found(Shop.BASE, rule, sources);
    }

    private List<String> found(String base, Rule rule, String... sources) {
        return Compiled.audit(folder, base + String.join("\n", sources)).findings().stream()
                .filter(finding -> finding.rule() == rule)
                .map(Finding::entry)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void aConditionOnTheResult_isFoundInComposedAndGroupedAnnotations() {
        assertThat(found(Rule.CONDITION_ON_RESULT, Shop.ONE, """
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @Cacheable(cacheNames = "prices", condition = "#result != null") @interface Kept {}
                @Service class Composed { Prices prices; @Kept public Price one(Long id) { return prices.findById(id).get(); } }
                @Service class Grouped { @Caching(evict = @CacheEvict(cacheNames = "prices", key = "#id", beforeInvocation = true, condition = "#result == 1")) public int gone(Long id) { return 1; } }
                @Service class Late { @Caching(evict = @CacheEvict(cacheNames = "prices", key = "#id", condition = "#result == 1")) public int gone(Long id) { return 1; } }
                """)).containsExactly("Composed.one", "Grouped.gone");
    }

    @Test
    void aChangedValue_isFoundBehindAnInterfaceABaseAndALambda() {
        String withoutRedis =
                Shop.BASE.substring(0, Shop.BASE.indexOf("@org.springframework.context.annotation.Configuration"));
        assertThat(found(withoutRedis, Rule.MUTATED_VALUE, """
                interface Reader<T> { T one(Long id); }
                @Service class PriceReads implements Reader<Price> {
                    Prices prices;
                    @Cacheable(cacheNames = "prices", key = "#id") public Price one(Long id) { return prices.findById(id).orElseThrow(); }
                }
                @org.springframework.context.annotation.Configuration class Times {
                    CacheManager manager() { return new org.springframework.cache.concurrent.ConcurrentMapCacheManager("prices"); }
                }
                @RestController class C {
                    PriceReads reads; Reader<Price> any;
                    @GetMapping("/direct") Object direct(Long id) { Price price = reads.one(id); price.annotate("x"); return price; }
                    @GetMapping("/lambda") Object lambda(List<Long> ids) { ids.forEach(id -> reads.one(id).annotate("x")); return ids; }
                    @GetMapping("/generic") Object generic(Long id) { Price price = any.one(id); price.annotate("x"); return price; }
                    @GetMapping("/copy") Object copy(Long id) { Price price = new Price(); price.annotate(reads.one(id).note); return price; }
                }
                """))
                .containsExactly("C.direct", "C.generic", "C.lambda$lambda$0");
    }

    @Test
    void keptAbsence_isFoundWhereAListenerAddsTheRow() {
        String absence = """
                interface Notes extends JpaRepository<Price, Long> { Price findByNote(String note); }
                record Added(String note) {}
                @Service class Views {
                    Notes notes;
                    @Cacheable(cacheNames = "views", key = "#note") public Price view(String note) { return notes.findByNote(note); }
                }
                @Component class Adds {
                    Notes notes; CacheManager caches;
                    @EventListener void on(Added added) { notes.save(new Price()); EVICT }
                }
                @RestController class C { ApplicationEventPublisher events; @PostMapping("/p") void add(String note) { events.publishEvent(new Added(note)); } }
                """;
        assertThat(found(Rule.CACHED_ABSENCE, absence.replace("EVICT", ""))).contains("POST /p");
        assertThat(found(
                        Rule.CACHED_ABSENCE,
                        absence.replace("EVICT", "caches.getCache(\"views\").evict(added.note());")))
                .isEmpty();
    }

    @Test
    void theOldKey_isFoundWithAnAccessorAndInADefaultMethod() {
        assertThat(found(Rule.OLD_KEY_STAYS, """
                @Entity class Note { @Id Long id; String code; String kind; public String code() { return code; } public String getKind() { return kind; } }
                interface Notes extends JpaRepository<Note, Long> {
                    List<Note> findByCode(String code);
                    @CacheEvict(cacheNames = "kinds", key = "#note.kind") default void change(Note note) { save(note); }
                }
                @Service class Lists {
                    Notes notes;
                    @Cacheable(cacheNames = "codes", key = "#code") public List<Note> ofCode(String code) { return notes.findByCode(code); }
                    @Cacheable(cacheNames = "kinds", key = "#kind") public List<Note> ofKind(String kind) { return notes.findAll(); }
                    @CacheEvict(cacheNames = "codes", key = "#note.code()") public void accessor(Note note) { notes.save(note); }
                    @Caching(evict = {@CacheEvict(cacheNames = "codes", key = "#note.code()"), @CacheEvict(cacheNames = "codes", allEntries = true)})
                    public void all(Note note) { notes.save(note); }
                }
                """)).containsExactly("Lists.accessor", "Notes.change");
    }

    @Test
    void whatIsTooBroad_isFoundThroughLambdasAndComposedAnnotations() {
        assertThat(found(Rule.TOO_BROAD, Shop.ONE, """
                @Entity class Note { @Id Long id; }
                interface Notes extends JpaRepository<Note, Long> {}
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @CacheEvict(cacheNames = "prices", allEntries = true) @interface Clears {}
                @Service class Sweeps {
                    Notes notes; Prices prices;
                    @Clears public void notes(List<Long> ids) { ids.forEach(id -> notes.deleteById(id)); }
                    @Clears public void prices(List<Long> ids) { ids.forEach(id -> prices.deleteById(id)); }
                    @Clears public void nothing() {}
                }
                """)).containsExactly("Sweeps.notes");
    }

    @Test
    void asynchronousEviction_isFoundWhereALambdaMakesTheWriter() {
        String manager = """
                @org.springframework.context.annotation.Configuration class Times {
                    java.util.function.Function<org.springframework.data.redis.connection.RedisConnectionFactory, org.springframework.data.redis.cache.RedisCacheWriter> writer() {
                        return factory -> WRITER;
                    }
                }
                @Service class Evicts { @CacheEvict("prices") public void gone(Long id) {} }
                """;
        String made = "org.springframework.data.redis.cache.RedisCacheWriter.";
        assertThat(found(
                        Rule.ASYNCHRONOUS_EVICTION,
                        Shop.ONE,
                        manager.replace("WRITER", made + "create(factory, with -> with.collectStatistics())")))
                .isNotEmpty();
        assertThat(found(
                        Rule.ASYNCHRONOUS_EVICTION,
                        Shop.ONE,
                        manager.replace("WRITER", made + "create(factory, with -> with.immediateWrites())")))
                .isEmpty();
    }
}
