package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways of evicting, each of which has to be seen, and some that only look like one. */
class EvictionShapesTests {

    private static final String WRITE =
            "Price price = prices.findById(id).orElseThrow(); price.change(1); prices.save(price);";

    @TempDir
    private Path folder;

    private List<String> rules(String... sources) {
        return Compiled.rules(Compiled.audit(folder, Shop.BASE + Shop.ONE + String.join("\n", sources)));
    }

    private static String controller(String annotations, String body) {
        return """
                @RestController
                class PriceController {
                    Prices prices;
                    CacheManager caches;
                    ApplicationEventPublisher events;
                    Evictor evictor;

                """ + annotations + " @PutMapping(\"/p\") public void put(Long id) {" + body + "}\n}\n"
                + "@Component class Evictor { @CacheEvict(cacheNames = \"prices\", key = \"#a\") public void evict(Long a) {} }\n";
    }

    @Test
    void aCallOfTheCache_evicts() {
        assertThat(rules(controller(
                        "",
                        WRITE + "Cache cache = caches.getCache(\"prices\"); if (cache != null) { cache.evict(id); }")))
                .isEmpty();
        assertThat(rules(controller("", WRITE + "caches.getCache(\"prices\").clear();")))
                .isEmpty();
    }

    @Test
    void anotherCache_doesNot() {
        assertThat(rules(controller("", WRITE + "caches.getCache(\"others\").clear();")))
                .contains("write-without-eviction");
    }

    @Test
    void aBeanThatEvicts_isFollowed() {
        assertThat(rules(controller("", WRITE + "evictor.evict(id);"))).isEmpty();
    }

    @Test
    void allEntriesInTheClassConfig_andGroupedAnnotations_count() {
        assertThat(rules(
                        controller("@Caching(evict = @CacheEvict(cacheNames = \"prices\", allEntries = true))", WRITE)))
                .isEmpty();
        assertThat(rules("""
                @RestController @CacheConfig(cacheNames = "prices") class C {
                    Prices prices;
                    @CacheEvict(allEntries = true) @PutMapping("/p") public void put(Long id) { prices.deleteById(id); }
                }
                """)).isEmpty();
    }

    @Test
    void aComposedAnnotation_counts() {
        assertThat(rules("""
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @CacheEvict(cacheNames = "prices", allEntries = true) @interface Forgetting {}
                """, controller("@Forgetting", WRITE))).isEmpty();
    }

    @Test
    void aHelperThatIsToldTheCache_standsForIt() {
        String helper = """
                class CacheUtils {
                    static CacheManager caches;
                    static void evict(String name, Object key) { caches.getCache(name).evict(key); }
                }
                """;
        assertThat(rules(helper, controller("", WRITE + "CacheUtils.evict(\"prices\", id);")))
                .isEmpty();
        assertThat(rules(helper, controller("", WRITE + "CacheUtils.evict(\"others\", id);")))
                .contains("write-without-eviction");
    }

    @Test
    void aCacheOfUnknownName_countsForEach_andIsListed() {
        Audited audited = Compiled.audit(
                folder, Shop.BASE + Shop.ONE + controller("", WRITE + "caches.getCache(price.note).evict(id);"));
        assertThat(audited.findings()).isEmpty();
        assertThat(audited.unresolved())
                .singleElement()
                .satisfies(each -> assertThat(each.what()).contains("which cache is evicted is not known"));
    }

    @Test
    void aListenerThatEvicts_isReachedByItsEvent() {
        String listener = """
                record Changed(Long id) {}
                @Component class Forgetter {
                    CacheManager caches;
                    @EventListener void on(Changed changed) { caches.getCache("prices").evict(changed.id()); }
                }
                """;
        assertThat(rules(listener, controller("", WRITE + "events.publishEvent(new Changed(id));")))
                .isEmpty();
    }

    @Test
    void anEvictionAfterTheCommit_isInTime() {
        String after = WRITE + """
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override public void afterCommit() { caches.getCache("prices").evict(id); }
                });
                """;
        assertThat(rules(controller("@Transactional", after))).isEmpty();
        assertThat(rules(controller("@Transactional", WRITE + "caches.getCache(\"prices\").evict(id);")))
                .containsExactly("evict-before-commit");
    }

    @Test
    void theForgottenBranch_isFound() {
        assertThat(rules(controller("", "if (id > 1) {" + WRITE + " evictor.evict(id); } else {" + WRITE + "}")))
                .containsExactly("evicted-on-some-paths");
    }

    @Test
    void whereTheNumberOfRowsIsTested_onlyTheBranchThatWroteCounts() {
        assertThat(rules(controller(
                        "@Transactional", "int rows = prices.change(id, 1); if (rows > 0) { evictor.evict(id); }")))
                .doesNotContain("evicted-on-some-paths");
        assertThat(rules(controller("", "if (prices.change(id, 1) == 0) { return; } evictor.evict(id);")))
                .isEmpty();
    }

    @Test
    void aLoopThatEvicts_evicts() {
        assertThat(
                        rules(
                                controller(
                                        "",
                                        "for (Price price : prices.findAll()) { price.change(1); prices.save(price); evictor.evict(price.id); }")))
                .isEmpty();
        assertThat(rules(controller("", WRITE + "for (Price each : prices.findAll()) { evictor.evict(each.id); }")))
                .isEmpty();
    }

    @Test
    void anExceptionThatIsThrownInstead_needsNoEviction() {
        assertThat(rules(controller(
                        "", WRITE + "if (id < 0) { throw new IllegalStateException(); } evictor.evict(id);")))
                .isEmpty();
    }

    @Test
    void anEvictionInACallee_coversItsCaller() {
        assertThat(rules("""
                @Service class Writer {
                    Prices prices;
                    @CacheEvict(cacheNames = "prices", key = "#id") public void write(Long id) { prices.deleteById(id); }
                }
                @RestController class C { Writer writer; @PutMapping("/p") void put(Long id) { writer.write(id); } }
                """)).isEmpty();
    }

    @Test
    void theDefaultKeyOfAnObject_isNotThatOfItsId() {
        assertThat(rules("""
                @RestController class C {
                    Prices prices;
                    @CacheEvict("prices") @PutMapping("/p") public void put(Price price) { prices.save(price); }
                }
                """)).containsExactly("key-never-matches");
    }

    @Test
    void theIdOfAnObject_isTheKey() {
        assertThat(rules("""
                @RestController class C {
                    Prices prices;
                    @CacheEvict(cacheNames = "prices", key = "#price.id") @PutMapping("/p") public void put(Price price) { prices.save(price); }
                }
                """)).isEmpty();
    }

    @Test
    void putFillsWithTheNewValue() {
        assertThat(rules("""
                @RestController class C {
                    Prices prices;
                    @CachePut(cacheNames = "prices", key = "#price.id") @PutMapping("/p") public Price put(Price price) { return prices.save(price); }
                }
                """)).isEmpty();
    }

    @Test
    void aPrimaryBean_standsInForTheBeanThatItExtends_withoutOneTheFieldsNameDecides() {
        assertThat(rules(changer("@Primary"))).isEmpty();
        assertThat(rules(changer(""))).containsExactly("write-without-eviction");
    }

    private static String changer(String primary) {
        return """
                @Service class Changer { Prices prices; public void change(Long id) { %s } }
                @Service %s class EvictingChanger extends Changer {
                    @Override @CacheEvict(cacheNames = "prices", key = "#id") public void change(Long id) { super.change(id); }
                }
                @RestController class C {
                    Changer changer;
                    @PutMapping("/p") public void put(Long id) { changer.change(id); }
                }
                """.formatted(WRITE, primary);
    }

    private List<String> waiting(String attributes, String transaction) {
        return rules(
                """
                record Changed(Long id) {}
                @Component class Hearing {
                    @org.springframework.transaction.event.TransactionalEventListener ATTRIBUTES
                    @CacheEvict(cacheNames = "prices", key = "#changed.id()") public void on(Changed changed) {}
                }
                """.replace("ATTRIBUTES", attributes),
                controller(transaction, WRITE + "events.publishEvent(new Changed(id));"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            | @Transactional |
            (phase = TransactionPhase.AFTER_COMPLETION) | @Transactional |
            (phase = TransactionPhase.AFTER_ROLLBACK) | @Transactional | write-without-eviction
            (phase = TransactionPhase.AFTER_ROLLBACK, fallbackExecution = true) | @Transactional | write-without-eviction
            (phase = TransactionPhase.BEFORE_COMMIT) | @Transactional | evict-before-commit
            | | write-without-eviction
            (phase = TransactionPhase.BEFORE_COMMIT) | | write-without-eviction
            (fallbackExecution = true) | |
            """)
    void aListenerThatWaitsForATransaction_evictsAfterTheCommitOfOne(
            @Nullable String attributes, @Nullable String transaction, @Nullable String rule) {
        String phase = attributes == null
                ? ""
                : attributes.replace("TransactionPhase", "org.springframework.transaction.event.TransactionPhase");
        List<String> found = waiting(phase, transaction == null ? "" : transaction);
        found = found.stream().filter(each -> !each.equals("never-evicted")).toList();
        assertThat(found).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void aListenerThatWaits_hearsWhatIsPublishedInATransactionOfACaller_orOneThatIsBegunByHand() {
        String listener = """
                record Changed(Long id) {}
                @Component class Hearing {
                    @org.springframework.transaction.event.TransactionalEventListener
                    @CacheEvict(cacheNames = "prices", key = "#changed.id()") public void on(Changed changed) {}
                }
                @Service class Changes {
                    Prices prices; ApplicationEventPublisher events;
                    public void change(Long id) { prices.deleteById(id); events.publishEvent(new Changed(id)); }
                }
                """;
        assertThat(rules(listener, """
                @RestController class C { Changes changes; @Transactional @DeleteMapping("/p") public void delete(Long id) { changes.change(id); } }
                """)).isEmpty();
        assertThat(rules(listener, """
                @RestController class C {
                    Changes changes; org.springframework.transaction.PlatformTransactionManager manager;
                    @DeleteMapping("/p") void delete(Long id) {
                        var status = manager.getTransaction(new DefaultTransactionDefinition());
                        changes.change(id);
                        manager.commit(status);
                    }
                }
                """)).isEmpty();
    }

    @Test
    void aListenerThatWaits_hearsWhatAnAggregateRegisters_sinceItsRepositorySavesItInATransaction() {
        assertThat(rules("""
                record Changed(Long id) {}
                @Component class Hearing {
                    @org.springframework.transaction.event.TransactionalEventListener
                    @CacheEvict(cacheNames = "prices", key = "#changed.id()") public void on(Changed changed) {}
                }
                class Basket extends org.springframework.data.domain.AbstractAggregateRoot<Basket> { void changed(Long id) { registerEvent(new Changed(id)); } }
                @RestController class C { Prices prices; @DeleteMapping("/p") void delete(Basket basket, Long id) { prices.deleteById(id); basket.changed(id); } }
                """)).isEmpty();
    }
}
