package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways of writing, each of which has to be seen. */
class WriteShapesTests {

    private static final String MISSED = "write-without-eviction";

    @TempDir
    private Path folder;

    private Audited audit(String... sources) {
        return Compiled.audit(folder, Shop.BASE + String.join("\n", sources));
    }

    private List<String> one(String method) {
        return Compiled.rules(audit(Shop.ONE, controller(method)));
    }

    private static String controller(String method) {
        return """
                @RestController
                class PriceController {
                    Prices prices;
                    EntityManager entities;
                    JdbcTemplate jdbc;
                    JdbcClient client;
                    CacheManager caches;
                    ApplicationEventPublisher events;

                """ + method + "\n}\n";
    }

    @Test
    void aSetterOfAManagedEntity_isAWrite_inATransactionOnly() {
        String change =
                "@PutMapping(\"/p\") void put(Long id) { prices.findById(id).ifPresent(price -> price.change(2)); }";
        assertThat(one("@Transactional " + change)).containsExactly(MISSED);
    }

    @Test
    void aSetterWithoutATransaction_isNoWrite() {
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put(Long id) { prices.findById(id).ifPresent(price -> price.change(2)); }"))
                .isEmpty();
    }

    @Test
    void aSetterOfANewObject_isNoWrite() {
        assertThat(
                        one(
                                "@Transactional @PutMapping(\"/p\") long put() { Price price = new Price(); price.change(2); return price.minor; }"))
                .isEmpty();
    }

    @Test
    void aMethodReference_isACall() {
        assertThat(
                        one(
                                "@DeleteMapping(\"/p\") void delete(Long id) { prices.findById(id).ifPresent(prices::delete); }"))
                .containsExactly(MISSED);
    }

    @Test
    void aDefaultMethodOfARepository_isFollowed() {
        assertThat(one("@PutMapping(\"/p\") void put(Long id) { prices.raise(id); }"))
                .containsExactly(MISSED);
    }

    @Test
    void sqlPutTogether_isRead() {
        assertThat(one("""
                static final String TABLE = "price";
                @PutMapping("/p") void put(Long id) { jdbc.update("update " + TABLE + " set minor = 1 " + where(), id); }
                String where() { return "where id = ?"; }
                """)).containsExactly(MISSED);
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put(Long id) { jdbc.update(\"update price set minor = 1 \" + System.getenv(\"where\"), id); }"))
                .isEmpty();
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put(Long id, boolean all) {"
                                        + " String sql = \"update price set minor = 1\"; if (!all) { sql += \" where id = ?\"; } jdbc.update(sql, id); }"))
                .containsExactly(MISSED);
    }

    @Test
    void aBatchOfStatements_isRead_orListed() {
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put() { jdbc.batchUpdate(\"delete from note\", \"update price set minor = 1\"); }"))
                .containsExactly(MISSED);
        for (String unknown : List.of(
                "void put(String[] all) { jdbc.batchUpdate(all); }",
                "void put(String sql) { jdbc.batchUpdate(\"update price set minor = 1\", sql); }")) {
            assertThat(audit(Shop.ONE, controller("@PutMapping(\"/p\") " + unknown))
                            .unresolved())
                    .singleElement()
                    .satisfies(each ->
                            assertThat(each.what()).isEqualTo("the SQL of JdbcTemplate.batchUpdate could not be read"));
        }
    }

    @Test
    void sqlThatIsNotKnown_isListed() {
        Audited audited = audit(Shop.ONE, controller("@PutMapping(\"/p\") void put(String sql) { jdbc.update(sql); }"));
        assertThat(audited.findings()).isEmpty();
        assertThat(audited.unresolved()).singleElement().satisfies(each -> {
            assertThat(each.what()).isEqualTo("the SQL of JdbcTemplate.update could not be read");
            assertThat(each.line()).isPositive();
        });
    }

    @Test
    void sqlHandedToAMethodOfOnesOwn_isFollowedToItsCallers() {
        assertThat(one("""
                @PutMapping("/p") void put(Long id) { run("update price set minor = 1 where id = :id"); }
                private void run(String sql) { client.sql(sql).update(); }
                """)).containsExactly(MISSED);
    }

    @Test
    void theEntityManager_isKnown() {
        assertThat(
                        one(
                                "@DeleteMapping(\"/p\") void delete(Long id) { entities.remove(entities.find(Price.class, id)); }"))
                .isEmpty();
        assertThat(
                        one(
                                "@DeleteMapping(\"/p\") void delete(Long id) { Price price = prices.findById(id).get(); entities.merge(price); }"))
                .isEmpty();
        assertThat(one("@PutMapping(\"/p\") void put(Price price) { entities.merge(price); }"))
                .containsExactly(MISSED);
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put() { entities.createQuery(\"update Price set minor = 0\").executeUpdate(); }"))
                .containsExactly(MISSED);
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put() { entities.createNativeQuery(\"delete from price\").executeUpdate(); }"))
                .containsExactly(MISSED);
    }

    @Test
    void aNewRow_cannotChangeOneThatIsFoundByItsKey_butAList() {
        String create = "@PostMapping(\"/p\") void post() { prices.save(new Price()); }";
        assertThat(one(create)).isEmpty();
        assertThat(Compiled.rules(audit(Shop.MANY, controller(create)))).containsExactly(MISSED);
    }

    @Test
    void aNewObjectWithAnId_mayBeARowThatIsThere() {
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put(Long id) { Price price = new Price(); price.setId(id); prices.save(price); }"))
                .containsExactly(MISSED);
    }

    private static final String ITEMS = """
            @Entity class Item {
                @Id private String sku;
                long minor;
                Item() {}
                Item(String sku, long minor) { this.sku = sku; this.minor = minor; }
                Item(long minor) { this(UUID.randomUUID().toString(), minor); }
                static Item of(String sku, long minor) { return new Item(sku, minor); }
                static Item some(long minor) { Item item = new Item(); item.minor = minor; return item; }
                static Builder builder() { return new Builder(); }
                void setSku(String sku) { this.sku = sku; }
                void setMinor(long minor) { this.minor = minor; }
                static class Builder {
                    private String sku; private long minor;
                    Builder sku(String sku) { this.sku = sku; return this; }
                    Builder minor(long minor) { this.minor = minor; return this; }
                    Item build() { return new Item(sku, minor); }
                }
            }
            @Entity class Place {
                @Id Spot spot; long minor;
                Place(Spot spot) { this.spot = spot; }
            }
            record Spot(String row, long column) {}
            record Form(String sku, long minor) { Item toItem() { return new Item(sku, minor); } }
            interface Items extends JpaRepository<Item, String> {}
            interface Places extends JpaRepository<Place, Spot> {}
            @Service class Reads {
                Items items; Places places;
                @Cacheable(cacheNames = "items", key = "#sku") public Item item(String sku) { return items.findById(sku).orElseThrow(); }
                @Cacheable(cacheNames = "places", key = "#spot") public Place place(Spot spot) { return places.findById(spot).orElseThrow(); }
            }
            @RestController class C {
                Items items; Places places; Prices prices;
                @PutMapping("/p") void put(String sku, Form form, long minor) { %s }
                private Item map(Form form) { Item item = new Item(); item.setSku(form.sku()); return item; }
                private static String newKey() { return "i" + UUID.randomUUID(); }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Item item = new Item(); item.setSku(sku); items.save(item);",
                "items.save(new Item(sku, 2));",
                "items.save(new Item(form.sku(), 2));",
                "items.save(Item.of(sku, 2));",
                "items.save(form.toItem());",
                "items.save(map(form));",
                "items.save(Item.builder().sku(sku).minor(2).build());",
                "items.save(new Form(sku, 2).toItem());",
                "places.save(new Place(new Spot(sku, 2)));"
            })
    void aNewObjectWithAKey_howeverItGotThat_mayBeARowThatIsThere(String body) {
        assertThat(Compiled.rules(audit(ITEMS.formatted(body)))).containsExactly(MISSED);
    }

    @Test
    void aNewObjectWhoseKeyIsAssigned_mayBeARowThatIsThere() {
        assertThat(
                        one(
                                "@PutMapping(\"/p\") void put(Long id) { Price price = new Price(); price.id = id; price.minor = 2; prices.save(price); }"))
                .containsExactly(MISSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Item item = new Item(); item.setMinor(2); items.save(item);",
                "items.save(new Item(minor));",
                "items.save(new Item(null, minor));",
                "items.save(new Item(UUID.randomUUID().toString(), minor));",
                "items.save(new Item(newKey(), minor));",
                "items.save(Item.of(null, minor));",
                "items.save(Item.some(minor));",
                "items.save(Item.builder().minor(minor).build());",
                "items.save(new Form(null, minor).toItem());"
            })
    void aNewObjectWithoutAKey_orWithOneThatIsMadeForIt_isANewRow(String body) {
        assertThat(audit(ITEMS.formatted(body)).findings()).isEmpty();
    }

    @Test
    void columnsThatTheReadDoesNotRead_doNotMatter() {
        String read = """
                @Service class Sums {
                    JdbcTemplate jdbc;
                    @Cacheable("sums") public List<Long> sums() { return jdbc.queryForList("select minor from price", Long.class); }
                }
                """;
        assertThat(Compiled.rules(audit(
                        read, controller("@PutMapping(\"/p\") void put(Long id) { prices.annotate(id, \"n\"); }"))))
                .doesNotContain(MISSED);
        assertThat(Compiled.rules(
                        audit(read, controller("@PutMapping(\"/p\") void put(Long id) { prices.change(id, 1); }"))))
                .contains(MISSED);
    }

    @Test
    void aMethodThatIsOnlyCalledUpdate_isNoWrite() {
        String service = "@Service class Screens { void update(Price price) { price.hashCode(); } }";
        assertThat(Compiled.rules(audit(Shop.ONE, service, """
                @RestController class C { Screens screens; @PutMapping("/p") void put(Price price) { screens.update(price); } }
                """))).isEmpty();
    }

    @Test
    void aGenericBase_writesWhatItsSubclassSays() {
        String base = """
                abstract class Base<T, R extends JpaRepository<T, Long>> {
                    R repository;
                    public void store(T row) { repository.save(row); }
                }
                @Service class PriceBase extends Base<Price, Prices> {}
                @RestController class C { PriceBase base; @PutMapping("/p") void put(Price price) { base.store(price); } }
                """;
        Audited audited = audit(Shop.ONE, base);
        assertThat(Compiled.rules(audited)).containsExactly(MISSED);
        assertThat(audited.findings().get(0).path())
                .extracting(Step::method)
                .containsExactly("C.put", "PriceBase.store");
    }

    @Test
    void entryPoints_areFoundOnInterfacesAndByComposedAnnotations_andJobsAndListeners() {
        String entries = """
                interface PriceApi { @PutMapping("/api/{id}") void put(Long id); }
                @RestController class A implements PriceApi { Prices prices; public void put(Long id) { prices.deleteById(id); } }
                @RequestMapping(method = RequestMethod.PUT) @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @interface Change {
                    @org.springframework.core.annotation.AliasFor(annotation = RequestMapping.class) String[] path();
                }
                @RestController @RequestMapping("/b") class B { Prices prices; @Change(path = "/c") void put(Long id) { prices.deleteById(id); } }
                @Component class Jobs { Prices prices; @Scheduled(fixedRate = 1) void sweep() { prices.deleteAll(); } }
                @Component class Heard { Prices prices; @EventListener void on(String event) { prices.deleteAll(); } }
                """;
        assertThat(audit(Shop.ONE, entries).findings())
                .extracting(Finding::entry)
                .containsExactlyInAnyOrder(
                        "PUT /api/{id}", "PUT /b/c", "@Scheduled Jobs.sweep", "@EventListener Heard.on");
    }

    @Test
    void oneInterfaceWithTwoImplementations_reachesBoth() {
        String source = """
                interface Store { void put(Long id); }
                @Service class Nothing implements Store { public void put(Long id) {} }
                @Service class Deleting implements Store { Prices prices; public void put(Long id) { prices.deleteById(id); } }
                @RestController class C { Store store; @PutMapping("/p") void put(Long id) { store.put(id); } }
                """;
        assertThat(Compiled.rules(audit(Shop.ONE, source))).containsExactly(MISSED);
    }

    @Test
    void writesThatFreshetCaptures_needNoEviction() {
        String read = """
                @Service class Reader {
                    Prices prices;
                    @Cached(cache = "prices:{id}") public Price price(Long id) { return prices.findById(id).orElseThrow(); }
                }
                """;
        assertThat(Compiled.rules(audit(
                        read, controller("@DeleteMapping(\"/p\") void delete(Long id) { prices.deleteById(id); }"))))
                .isEmpty();
    }

    @Test
    void whatTheCachedReadItselfAddsWhileItLoads_isPartOfItsAnswer() {
        String read = """
                @Service class Defaults {
                    Prices prices;
                    @Cacheable("defaults") public List<Price> all() { return List.of(prices.findAll().stream().findFirst().orElseGet(() -> prices.save(new Price()))); }
                }
                @RestController class C { Defaults defaults; @GetMapping("/p") List<Price> get() { return defaults.all(); } }
                """;
        assertThat(Compiled.rules(audit(read))).isEmpty();
    }

    @Test
    void nativeQueries_andThoseOverSeveralEntities_areRead() {
        String read = """
                @Entity class Shelf {
                    @Id Long id;
                    @jakarta.persistence.ManyToOne Price price;
                }
                interface Shelves extends JpaRepository<Shelf, Long> {
                    @Query("select s from Shelf s where s.price.minor > :minor") List<Shelf> above(long minor);
                    @Modifying @NativeQuery("delete from shelf where id = ?1") int clear(Long id);
                }
                @Service class Reader {
                    Shelves shelves;
                    @Cacheable("shelves") public List<Shelf> above(long minor) { return shelves.above(minor); }
                }
                """;
        assertThat(audit(read, controller("@PutMapping(\"/p\") void put(Long id) { prices.change(id, 1); }"))
                        .findings())
                .extracting(Finding::tables)
                .contains(List.of("price"));
        assertThat(audit(
                                read,
                                "@RestController class C { Shelves shelves; @DeleteMapping(\"/s\") void delete(Long id) { shelves.clear(id); } }")
                        .findings())
                .extracting(Finding::tables)
                .contains(List.of("shelf"));
    }

    @Test
    void whatAnEntityHandsOn_isWrittenToo() {
        String orders = """
                @Entity class Line { @Id Long id; }
                @Entity class Bill {
                    @Id Long id;
                    @jakarta.persistence.OneToMany(cascade = jakarta.persistence.CascadeType.ALL) List<Line> lines = new ArrayList<>();
                    void add(Line line) { lines.add(line); }
                }
                interface Lines extends JpaRepository<Line, Long> {}
                interface Bills extends JpaRepository<Bill, Long> {}
                @Service class Reader {
                    Lines lines;
                    @Cacheable("lines") public List<Line> all() { return lines.findAll(); }
                }
                @RestController class C {
                    Bills bills;
                    @PostMapping("/b") void post() { bills.save(new Bill()); }
                    @DeleteMapping("/b") void delete(Long id) { bills.deleteById(id); }
                    @Transactional @PutMapping("/b") void put(Long id) { bills.findById(id).orElseThrow().add(new Line()); }
                }
                """;
        assertThat(audit(orders).findings())
                .filteredOn(finding -> finding.rule() == Rule.WRITE_WITHOUT_EVICTION)
                .extracting(Finding::entry)
                .containsExactlyInAnyOrder("POST /b", "DELETE /b", "PUT /b");
    }

    @Test
    void whatIsMeant_isListedWithItsReason() {
        Audited audited = audit(
                Shop.ONE,
                controller(
                        "@SuppressAudit(reason = \"read again each night\") @DeleteMapping(\"/p\") void delete(Long id) { prices.deleteById(id); }"));
        assertThat(audited.findings()).isEmpty();
        assertThat(audited.suppressed()).singleElement().satisfies(each -> {
            assertThat(each.reason()).isEqualTo("read again each night");
            assertThat(each.finding().rule()).isEqualTo(Rule.WRITE_WITHOUT_EVICTION);
        });
    }

    @Test
    void aNewRow_makesAPageOfOnesOwnStale_butNotOneRow() {
        String add = controller("@PostMapping(\"/p\") void add() { prices.save(new Price()); }");
        assertThat(Compiled.rules(audit(Shop.ONE, add))).isEmpty();
        assertThat(Compiled.rules(audit("""
                record Paged<T>(List<T> items, long total) {}
                @Service class Pages {
                    Prices prices;
                    @Cacheable("pages") public Paged<Price> page(int page) { return new Paged<>(prices.findAll(), page); }
                }
                """, add))).containsExactly(MISSED);
    }
}
