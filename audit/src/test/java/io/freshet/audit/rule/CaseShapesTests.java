package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.ReactiveAdapter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Shapes in which invalidation was forgotten in the wild, each broken and mended. */
class CaseShapesTests {

    private static final String WRITE =
            "Price price = prices.findById(id).orElseThrow(); price.change(1); prices.save(price);";

    @TempDir
    private Path folder;

    private List<String> rules(String... sources) {
        return Compiled.rules(Compiled.audit(folder, Shop.BASE + String.join("\n", sources)));
    }

    private static final String CONCATENATED = """
            class Tenants {
                private static final ThreadLocal<String> NAME = new ThreadLocal<>();
                static String name() { return NAME.get(); }
            }
            @Service class Reader {
                Prices prices;
                @Cacheable(cacheNames = "prices", key = "T(shop.Tenants).name().concat('PR')")
                public List<Price> all() { return prices.findAll(); }
            }
            @RestController class Writer {
                Prices prices;
                @CacheEvict(cacheNames = "prices", key = "T(shop.Tenants).name().concat('SUFFIX')")
                @PutMapping("/p") public void put(Long id) { %s }
            }
            """.formatted(WRITE);

    @Test
    void aKeyPutTogetherByConcat_isReadToItsEnd() {
        assertThat(rules(CONCATENATED.replace("SUFFIX", "pr"))).containsExactly("key-never-matches");
    }

    @Test
    void theSameSuffix_matches() {
        assertThat(rules(CONCATENATED.replace("SUFFIX", "PR"))).isEmpty();
    }

    private static final String SELF = """
            @Service class Service_ {
                Prices prices;
                @Cacheable(cacheNames = "prices", key = "#id")
                public Price price(Long id) { return prices.findById(id).orElseThrow(); }
                @CacheEvict(cacheNames = "prices", key = "#price.id")
                public void save(Price price) { prices.save(price); }
                ANNOTATION
                public void raise(Long id) { Price price = prices.findById(id).orElseThrow(); price.change(1); save(price); }
            }
            @RestController class C {
                Service_ service;
                @PutMapping("/p") public void put(Long id) { service.raise(id); }
            }
            """;

    @Test
    void anEvictingMethodOfOnesOwn_evictsNothing() {
        assertThat(rules(SELF.replace("ANNOTATION", ""))).containsExactly("self-invocation", "write-without-eviction");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @EnableCaching                                                                            | true
            @EnableCaching(mode = AdviceMode.ASPECTJ)                                                 | false
            @EnableCaching @org.springframework.scheduling.annotation.EnableAsync(mode = AdviceMode.ASPECTJ) | true
            """)
    void whatIsWovenNeedsNoProxy_ifItIsTheCaches(String annotations, boolean needsProxy) {
        String enabled = SELF.replace("ANNOTATION", "") + annotations + " class Enabled {}\n" + """
                @Service class Writing {
                    Prices prices;
                    @Cacheable(cacheNames = "written", key = "#id") public String write(Long id) { prices.deleteById(id); return "x"; }
                }
                """;
        assertThat(rules(enabled).contains("self-invocation")).isEqualTo(needsProxy);
        assertThat(rules(enabled)).contains("cached-mutation");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'order#v2:' + #id                 | false
            'order #ids: ' + #p0              | false
            {#id, #root.args[0], #a0}         | false
            'order#v2:' + #key                | true
            #root.args.?[#this == #other]     | true
            """)
    void aKeyNamesWhatItsVariablesName_notItsTexts(String key, boolean namesNothing) {
        String read = """
                @Service class Orders {
                    Prices prices;
                    @Cacheable(cacheNames = "orders", key = "%s") public Price order(Long id) { return prices.findById(id).orElseThrow(); }
                }
                """.formatted(key);
        assertThat(rules(read).contains("key-names-nothing")).isEqualTo(namesNothing);
    }

    @Test
    void aTextInAKey_namesNothing_alsoWhereNoNamesAreKept() {
        String read = """
                @Service class Orders {
                    Prices prices;
                    @Cacheable(cacheNames = "orders", key = "KEY") public Price order(Long id) { return prices.findById(id).orElseThrow(); }
                }
                """;
        Compiled.compile(folder, List.of("-g:none"), Shop.BASE + read.replace("KEY", "'order#v2:' + #p0"));
        assertThat(Compiled.rules(Compiled.auditFiles(folder))).doesNotContain("key-names-nothing");
        Compiled.compile(folder, List.of("-g:none"), Shop.BASE + read.replace("KEY", "'order#v2:' + #id"));
        assertThat(Compiled.rules(Compiled.auditFiles(folder))).contains("key-names-nothing");
    }

    @Test
    void aMethodThatEvictsTheCacheItself_mayCallAnotherThatWould() {
        assertThat(rules(SELF.replace("ANNOTATION", "@CacheEvict(cacheNames = \"prices\", key = \"#id\")")))
                .isEmpty();
    }

    @Test
    void aMethodThatEvictsAnotherCache_mayNot() {
        assertThat(rules(SELF.replace("ANNOTATION", "@CacheEvict(cacheNames = \"others\", key = \"#id\")")))
                .contains("self-invocation", "write-without-eviction");
    }

    private static final String BY_LIST = """
            record PriceId(Long value) {}
            @Service class Reader {
                EntityManager entities;
                @Cacheable(cacheNames = "prices", key = "{#shop, #id}")
                public Price price(String shop, Long id) {
                    return entities.createQuery("select p from Price p where p.note = ?1 and p.id = ?2", Price.class)
                            .setParameter(1, shop).setParameter(2, id).getSingleResult();
                }
            }
            @RestController class Writer {
                Prices prices;
                CacheManager caches;
                @DeleteMapping("/p") public void delete(String shop, Long id) {
                    prices.deleteById(id);
                    caches.getCache("prices").evict(KEY);
                }
            }
            """;

    @Test
    void anObjectOfOnesOwn_isNoListOfParts() {
        assertThat(rules(BY_LIST.replace("KEY", "new PriceId(id)"))).contains("key-never-matches");
    }

    @Test
    void aListOfTheParts_is() {
        assertThat(rules(BY_LIST.replace("KEY", "Arrays.asList(shop, id)"))).isEmpty();
    }

    private static final String ON_INTERFACE = """
            interface PriceService {
                ABOVE Price price(Long id);
            }
            @Service class StoredPriceService implements PriceService {
                Prices prices;
                @Override BELOW public Price price(Long id) { return prices.findById(id).orElseThrow(); }
            }
            """;
    private static final String CACHED = "@Cacheable(cacheNames = \"prices\", key = \"#id\")";

    private Audited withSpring(String source, Class<?>... classes) throws IOException {
        Path classFiles = Files.createDirectories(folder.resolve("classes"));
        Compiled.compile(classFiles, List.of("-parameters", "-proc:none"), Shop.BASE + source);
        Path spring = folder.resolve("spring.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(spring))) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in = type.getResourceAsStream("/" + name)) {
                    in.transferTo(jar);
                }
            }
        }
        try (ClassSources sources = new ClassSources(Set.of())) {
            sources.add(classFiles);
            sources.addLibrary(spring);
            return Auditor.audit(Program.read(sources));
        }
    }

    @Test
    void anAnnotationOnAnInterface_isNotSeenByOldSpring() throws IOException {
        String above = ON_INTERFACE.replace("ABOVE", CACHED).replace("BELOW", "");
        assertThat(Compiled.rules(withSpring(above, Cacheable.class))).contains("not-proxyable");
        assertThat(Compiled.rules(withSpring(above, Cacheable.class, ReactiveAdapter.class)))
                .doesNotContain("not-proxyable");
    }

    @Test
    void anAnnotationOnTheClass_isSeenByEachSpring() throws IOException {
        String below = ON_INTERFACE.replace("ABOVE", "").replace("BELOW", CACHED);
        assertThat(Compiled.rules(withSpring(below, Cacheable.class))).doesNotContain("not-proxyable");
    }

    private static final String BY_KEYS = """
            @Component class Keys {
                org.springframework.data.redis.core.StringRedisTemplate redis;
                void delete(String key) { redis.delete(key); }
                void deleteLike(String pattern) { redis.delete(redis.keys(pattern)); }
                void deleteEach(String prefix, Set<Long> ids) {
                    Set<String> keys = new HashSet<>();
                    for (Long id : ids) { keys.addAll(redis.keys(new StringBuffer(prefix).append(id).toString())); }
                    redis.delete(keys);
                }
            }
            @Service class Reader {
                Prices prices;
                @Cacheable(cacheNames = "prices", key = "'id:' + #id")
                public Price price(Long id) { return prices.findById(id).orElseThrow(); }
            }
            @RestController class Writer {
                Prices prices;
                Keys keys;
                @PutMapping("/p") public void put(Long id) { %s DELETION }
            }
            """.formatted(WRITE);

    private List<String> afterDeleting(String deletion) {
        return Compiled.audit(folder, Shop.BASE + BY_KEYS.replace("DELETION", deletion)).findings().stream()
                .filter(finding -> finding.entry().startsWith("PUT"))
                .map(finding -> finding.rule().id())
                .filter(rule -> !rule.equals("keys-or-scan"))
                .toList();
    }

    @Test
    void aKeyOfTheCache_thatIsDeletedInRedis_evicts() {
        assertThat(afterDeleting("keys.delete(\"prices::id:\" + id);")).isEmpty();
        assertThat(afterDeleting("keys.deleteEach(\"prices::id:\", Set.of(id));"))
                .isEmpty();
    }

    @Test
    void aPatternThatCoversTheCache_evicts() {
        assertThat(afterDeleting("keys.deleteLike(\"prices*\");")).isEmpty();
        assertThat(afterDeleting("keys.deleteLike(\"prices:*\");")).isEmpty();
    }

    @Test
    void keysOfOtherCaches_andOtherKeys_doNot() {
        assertThat(afterDeleting("")).containsExactly("write-without-eviction");
        assertThat(afterDeleting("keys.delete(\"pricesOfOld::id:\" + id);")).containsExactly("write-without-eviction");
        assertThat(afterDeleting("keys.deleteLike(\"orders*\");")).containsExactly("write-without-eviction");
        assertThat(afterDeleting("keys.delete(\"prices::name:\" + id);")).containsExactly("key-never-matches");
    }

    @Test
    void aMethodThatIsBothReadAndEvictedPastTheProxy_isAnError() {
        Audited audited = Compiled.audit(
                folder,
                Shop.BASE
                        + SELF.replace("ANNOTATION", "")
                                .replace("Price price = prices.findById(id).orElseThrow()", "Price price = price(id)"));
        assertThat(audited.findings())
                .filteredOn(finding -> finding.rule() == Rule.SELF_INVOCATION)
                .extracting(Finding::level)
                .containsExactly(Level.ERROR);
    }

    private static final String BEHIND_AN_INTERFACE = """
            interface PriceStore { Price findByNote(String note); }
            interface StoredPrices extends JpaRepository<Price, Long>, PriceStore {}
            @Service class Reader {
                PriceStore store;
                @Cacheable(cacheNames = "prices", key = "#note")
                public Price price(String note) { return store.findByNote(note); }
            }
            @RestController class Writer {
                Prices prices;
                ANNOTATION @PutMapping("/p") public void put(Long id) { %s }
            }
            """.formatted(WRITE);

    @Test
    void aRepositoryBehindAnInterfaceOfOnesOwn_isRead() {
        assertThat(rules(BEHIND_AN_INTERFACE.replace("ANNOTATION", ""))).contains("write-without-eviction");
        assertThat(rules(BEHIND_AN_INTERFACE.replace(
                        "ANNOTATION", "@CacheEvict(cacheNames = \"prices\", allEntries = true)")))
                .isEmpty();
    }
}
