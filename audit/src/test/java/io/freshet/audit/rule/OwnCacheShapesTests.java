package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Caches that an application has types of its own for, and clients that stand between a cached read and its table: each broken and mended. */
class OwnCacheShapesTests {

    @TempDir
    private Path folder;

    private List<String> rules(String... sources) {
        sources[0] = Shop.BASE + sources[0];
        return Compiled.rules(Compiled.audit(folder, sources));
    }

    private static final String OWN = """
            interface RowCache<K, V> {
                V get(K key);
                void put(K key, V value);
                void evict(K key);
                default V getAndPut(K key, java.util.function.Supplier<V> load) {
                    V value = get(key);
                    if (value == null) { value = load.get(); put(key, value); }
                    return value;
                }
            }
            abstract class SpringRowCache<K, V> implements RowCache<K, V> {
                private final Cache cache;
                SpringRowCache(Cache cache) { this.cache = cache; }
                @SuppressWarnings("unchecked") public V get(K key) { return (V) cache.get(key).get(); }
                public void put(K key, V value) { cache.put(key, value); }
                public void evict(K key) { cache.evict(key); }
            }
            record PriceKey(String shop, Long id) {}
            @Component class PriceCache extends SpringRowCache<PriceKey, Price> {
                PriceCache(CacheManager caches) { super(caches.getCache("prices")); }
            }
            record Changed(String shop, Long id) {}
            abstract class Caching<K, V, E> {
                protected RowCache<K, V> cache;
                private ApplicationEventPublisher events;
                protected void publishChange(E event) {
                    if (TransactionSynchronizationManager.isActualTransactionActive()) { events.publishEvent(event); } else { changed(event); }
                }
                abstract void changed(E event);
            }
            @Service class PriceService extends Caching<PriceKey, Price, Changed> {
                Prices prices;
                public Price price(String shop, Long id) {
                    return cache.getAndPut(new PriceKey(shop, id), () -> LOAD);
                }
                @Transactional public void save(Price price, boolean isNew) {
                    prices.save(price);
                    GUARD publishChange(new Changed(price.note, price.id));
                }
                @org.springframework.transaction.event.TransactionalEventListener
                @Override void changed(Changed event) { cache.evict(new PriceKey(event.shop(), event.id())); }
            }
            @Service class Others extends Caching<String, String, Long> {
                @org.springframework.transaction.event.TransactionalEventListener
                @Override void changed(Long event) { cache.evict(String.valueOf(event)); }
            }
            @RestController class C {
                PriceService service;
                @PutMapping("/p") public void put(Price price) { service.save(price, false); }
            }
            """;
    private static final String BY_BOTH = "prices.findByIdAndNote(id, shop)";

    private static String own(String guard, String load) {
        String finder =
                "interface Prices extends JpaRepository<Price, Long> { Price findByIdAndNote(Long id, String note);";
        assertThat(Shop.BASE).contains("interface Prices extends JpaRepository<Price, Long> {");
        return Shop.BASE.replace("interface Prices extends JpaRepository<Price, Long> {", finder)
                + OWN.replace("GUARD", guard).replace("LOAD", load);
    }

    private List<String> rulesOf(String source) {
        return Compiled.rules(Compiled.audit(folder, source));
    }

    @Test
    void aCacheOfOnesOwn_thatIsEvictedOnOneBranch_isEvictedOnSomePaths() {
        assertThat(rulesOf(own("if (!isNew)", BY_BOTH))).containsExactly("evicted-on-some-paths");
    }

    @Test
    void theSameCache_evictedByAnEventOfAGenericBase_isEvicted() {
        assertThat(rulesOf(own("", BY_BOTH))).isEmpty();
    }

    @Test
    void aPartOfTheKeyThatLooksNothingUp_givesOneRowSeveralEntries() {
        assertThat(rulesOf(own("", "prices.findById(id).orElseThrow()"))).containsExactly("key-too-wide");
    }

    @Test
    void aPartOfTheKeyThatLooksNothingUpOnOneBranch_doesToo() {
        assertThat(rulesOf(own("", "shop.isEmpty() ? prices.findById(id).orElseThrow() : " + BY_BOTH)))
                .containsExactly("key-too-wide");
    }

    private static final String BRIDGE = """
            interface Dao<T> { T store(T row); }
            abstract class BaseDao<T> implements Dao<T> {
                abstract JpaRepository<T, Long> repository();
                public T store(T row) { return repository().save(row); }
            }
            interface PriceDao extends Dao<Price> { @Override Price store(Price price); }
            @Component class JpaPriceDao extends BaseDao<Price> implements PriceDao {
                Prices prices;
                JpaRepository<Price, Long> repository() { return prices; }
            }
            @Service class Reader {
                Prices prices;
                @Cacheable(cacheNames = "prices", key = "#id")
                public Price price(Long id) { return prices.findById(id).orElseThrow(); }
            }
            @RestController class C {
                PriceDao dao;
                EVICT
                @PutMapping("/p") public void put(Price price) { dao.store(price); }
            }
            """;

    @Test
    void aMethodOfABaseClass_goesBeforeWhatAnInterfaceHasForIt() {
        assertThat(rules(BRIDGE.replace("EVICT", ""))).containsExactly("write-without-eviction");
    }

    @Test
    void theSame_evicted_isQuiet() {
        assertThat(rules(BRIDGE.replace("EVICT", "@CacheEvict(cacheNames = \"prices\", key = \"#price.id\")")))
                .isEmpty();
    }

    private static final String FEIGN = """
            package org.springframework.cloud.openfeign;
            import java.lang.annotation.*;
            @Retention(RetentionPolicy.RUNTIME) @Target(ElementType.TYPE)
            public @interface FeignClient { String value() default ""; String path() default ""; }
            """;
    private static final String REMOTE = """
            @org.springframework.cloud.openfeign.FeignClient("shop")
            interface RemotePrices { @GetMapping("/prices/{id}") Price price(@PathVariable("id") Long id); }
            @RestController @RequestMapping("/prices") class Endpoint {
                Prices prices;
                @GetMapping("/{number}") public Price one(@PathVariable Long number) { return prices.findById(number).orElseThrow(); }
                EVICT
                @PutMapping("/{id}") public void put(Price price) { prices.save(price); }
            }
            @Service class Reader {
                RemotePrices remote;
                @Cacheable(cacheNames = "prices", key = "#id")
                public Price price(Long id) { return remote.price(id); }
            }
            """;

    @Test
    void whatIsReadThroughAClient_isReadByItsEndpoint() {
        assertThat(rules(REMOTE.replace("EVICT", ""), FEIGN)).containsExactly("write-without-eviction");
    }

    @Test
    void whatIsReadThroughAClient_canBeEvicted() {
        assertThat(rules(REMOTE.replace("EVICT", "@CacheEvict(cacheNames = \"prices\", key = \"#price.id\")"), FEIGN))
                .isEmpty();
    }

    private static final String RENAMED = """
            @Service class Reader {
                Prices prices;
                CacheManager caches;
                @Cacheable(cacheNames = "prices", key = "{#shop, #note}")
                public Price price(String shop, String note) { return prices.findAll().get(0); }
                @CacheEvict(cacheNames = "prices", key = "{#shop, #price.note}")
                public void save(String shop, Price price) {
                    Price old = prices.findById(price.id).orElseThrow();
                    EVICT
                    prices.save(price);
                }
                private void evict(String shop, String note) { caches.getCache("prices").evict(Arrays.asList(shop, note)); }
                static String getNote(Price price) { return price.note; }
            }
            """;

    @Test
    void aPartOfTheKeyThatIsChanged_leavesTheOldEntry() {
        assertThat(rules(RENAMED.replace("EVICT", ""))).containsExactly("old-key-stays");
    }

    private static final String STORE = """
            package org.springframework.security.core.userdetails.jdbc;
            public class JdbcDaoImpl {
                public Object loadUserByUsername(String name) { return name; }
                public void setUsersByUsernameQuery(String query) {}
            }
            """;
    private static final String STORED = """
            class UserStore extends org.springframework.security.core.userdetails.jdbc.JdbcDaoImpl {
                @Cacheable(cacheNames = "users", key = "#name")
                public Object loadUserByUsername(String name) { return super.loadUserByUsername(name); }
            }
            @Configuration class C {
                @Bean UserStore users() {
                    UserStore users = new UserStore();
                    users.setUsersByUsernameQuery("select name, secret from account where name = ?");
                    return users;
                }
            }
            @RestController class Writer {
                JdbcTemplate jdbc;
                @CacheEvict(cacheNames = "users", allEntries = true)
                @PutMapping("/a") public void put(Long id) { jdbc.update("update TABLE set note = ? where id = ?", id); }
            }
            """;

    @Test
    void evictingAllUsers_whenSomethingElseIsWritten_isTooBroad() throws IOException {
        assertThat(ofStore("price")).containsExactly("too-broad");
    }

    @Test
    void evictingAllUsers_whenTheirTableIsWritten_isNeeded() throws IOException {
        assertThat(ofStore("account")).isEmpty();
    }

    /** The store stands among the libraries: only then is what it does not looked at. */
    private List<String> ofStore(String table) throws IOException {
        Path library = Files.createDirectories(folder.resolve("library"));
        Path own = Files.createDirectories(folder.resolve("own"));
        Compiled.compile(library, List.of(), STORE);
        String path = System.getProperty("java.class.path") + File.pathSeparator + library;
        Compiled.compile(
                own,
                List.of("-parameters", "-g", "-proc:none", "-cp", path),
                Shop.BASE + STORED.replace("TABLE", table));
        try (ClassSources sources = new ClassSources(Set.of())) {
            sources.add(own);
            sources.addLibrary(library);
            return Compiled.rules(Auditor.audit(Program.read(sources)));
        }
    }

    @Test
    void whatIsReadPastTheCache_isNotKept() {
        String source = OWN.replace("LOAD", "prices.findById(id).orElseThrow()").replace("GUARD", "");
        String reading = """
                @Entity class Note { @Id Long id; String text; }
                interface Notes extends JpaRepository<Note, Long> {}
                @Service class Shown extends Caching<PriceKey, Price, Changed> {
                    Prices prices;
                    Notes notes;
                    public Price shown(String shop, Long id) {
                        Price price = cache.getAndPut(new PriceKey(shop, id), KEPT);
                        price.annotate(notes.findById(id).orElseThrow().text);
                        return price;
                    }
                    Price both(Long id) { Price price = prices.findById(id).orElseThrow(); price.annotate(notes.findById(id).orElseThrow().text); return price; }
                    @org.springframework.transaction.event.TransactionalEventListener
                    @Override void changed(Changed event) { cache.evict(new PriceKey(event.shop(), event.id())); }
                }
                @RestController class N {
                    Notes notes;
                    @PutMapping("/n") public void put(Note note) { notes.save(note); }
                }
                """;
        assertThat(rules(source + reading.replace("KEPT", "() -> prices.findById(id).orElseThrow()")))
                .doesNotContain("write-without-eviction");
        assertThat(rules(source + reading.replace("KEPT", "() -> both(id)"))).contains("write-without-eviction");
    }

    private static final String BY_CODE = """
            @Entity class Note { @Id Long id; String code; }
            interface Notes extends JpaRepository<Note, Long> { Note findByCode(String code); }
            record NoteKey(Long id, String code) {
                static NoteKey ofId(Long id) { return new NoteKey(id, null); }
                static NoteKey ofCode(String code) { return new NoteKey(null, code); }
            }
            @Component class NoteCache extends SpringRowCache<NoteKey, Note> {
                NoteCache(CacheManager caches) { super(caches.getCache("notes")); }
            }
            record Removed(Long id, String code, String text) {}
            @Service class NoteService extends Caching<NoteKey, Note, Removed> {
                Notes notes;
                public Note byId(Long id) { return cache.getAndPut(NoteKey.ofId(id), () -> notes.findById(id).orElseThrow()); }
                public Note byCode(String code) { return cache.getAndPut(NoteKey.ofCode(code), () -> notes.findByCode(code)); }
                @Transactional public void remove(Note note) {
                    notes.deleteById(note.id);
                    publishChange(new Removed(note.id, CODE, null));
                }
                @org.springframework.transaction.event.TransactionalEventListener
                @Override void changed(Removed event) {
                    cache.evict(NoteKey.ofId(event.id()));
                    if (event.code() != null) { cache.evict(NoteKey.ofCode(event.code())); }
                }
            }
            @RestController class N {
                NoteService service;
                @DeleteMapping("/n") public void delete(Note note) { service.remove(note); }
            }
            """;

    /** Only the read by the code is named: entries by the id are evicted. */
    @Test
    void anEventThatLeavesOutWhatAKeyIsMadeOf_evictsOtherKeysOnly() {
        var findings = Compiled.audit(folder, own("", BY_BOTH) + BY_CODE.replace("CODE", "null"));

        assertThat(Compiled.rules(findings)).containsExactly("key-never-matches");
        assertThat(findings.findings().get(0).message()).contains("NoteService.byCode");
    }

    @Test
    void theSameEvent_withWhatTheKeyIsMadeOf_evictsIt() {
        assertThat(rulesOf(own("", BY_BOTH) + BY_CODE.replace("CODE", "note.code")))
                .isEmpty();
        assertThat(rulesOf(own("", BY_BOTH) + BY_CODE.replace("CODE", "note.id > 0 ? note.code : null")))
                .isEmpty();
    }
}
