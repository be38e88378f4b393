package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Shapes of code that were told wrong on real applications: each with the write that has to be found and the one that must not be. */
class PrecisionShapesTests {

    @TempDir
    private Path folder;

    private Audited audit(String... sources) {
        return Compiled.audit(folder, Shop.BASE + String.join("\n", sources));
    }

    private static List<String> stale(Audited audited) {
        return audited.findings().stream()
                .filter(finding -> finding.entry().matches("(GET|PUT|POST|DELETE) .*"))
                .map(finding -> finding.rule().id() + " " + finding.entry())
                .toList();
    }

    @Test
    void rowsOfSettingsThatTheCodeCallsByName_areKeptApart() {
        assertThat(stale(audit("""
                @Entity class Setting { @Id String name; String value; void set(String value) { this.value = value; } }
                interface Settings extends JpaRepository<Setting, String> {}
                @Service class SettingStore {
                    Settings settings;
                    Setting named(String name) { return settings.findById(name).orElseThrow(); }
                    void store(Setting setting) { settings.save(setting); }
                }
                @Service class Security {
                    SettingStore store;
                    @Cacheable(cacheNames = "security", key = "'security'") public Setting security() { return store.named("security"); }
                }
                @RestController class C {
                    SettingStore store;
                    @PutMapping("/mail") void mail() { Setting setting = store.named("mail"); setting.set("x"); store.store(setting); }
                    @PutMapping("/security") void security() { Setting setting = store.named("security"); setting.set("x"); store.store(setting); }
                    @PutMapping("/any") void any(String name) { Setting setting = store.named(name); setting.set("x"); store.store(setting); }
                }
                """)))
                .containsExactlyInAnyOrder("write-without-eviction PUT /security", "write-without-eviction PUT /any");
    }

    @Test
    void rowsOfSettings_whoseNamesSubclassesGive_areKeptApart() {
        assertThat(stale(audit("""
                @Entity class Setting { @Id Long id; String name; String value; }
                interface Settings extends JpaRepository<Setting, Long> { Setting findByName(String name); void deleteByName(String name); }
                @Service class SettingStore {
                    Settings settings;
                    Setting named(String name) { return settings.findByName(name); }
                    void remove(String name) { settings.deleteByName(name); }
                }
                abstract class OneSetting {
                    SettingStore store;
                    private final String name;
                    OneSetting(String name) { this.name = name; }
                    Setting one() { return store.named(name); }
                    void remove() { store.remove(name); }
                }
                abstract class WithName extends OneSetting { WithName(boolean isOld, String name) { super(name); } }
                @Service class Mail extends OneSetting { Mail() { super("mail"); } }
                @Service class Old extends WithName { Old() { super(true, "old"); } }
                @Service class Any extends OneSetting { Any(@org.springframework.beans.factory.annotation.Value("${name}") String name) { super(name); } }
                @Service class Security extends OneSetting {
                    Security() { super("security"); }
                    @Cacheable(cacheNames = "security", key = "'security'") public Setting kept() { return one(); }
                }
                @RestController class C {
                    Mail mail; Old old; Security security; Any any;
                    @DeleteMapping("/mail") void mail() { mail.remove(); }
                    @DeleteMapping("/old") void old() { old.remove(); }
                    @DeleteMapping("/security") void security() { security.remove(); }
                    @DeleteMapping("/any") void any() { any.remove(); }
                }
                """)))
                .containsExactlyInAnyOrder(
                        "write-without-eviction DELETE /security", "write-without-eviction DELETE /any");
    }

    @Test
    void statementsAreNoNamesOfRows() {
        assertThat(stale(audit("""
                @Service class Amounts {
                    JdbcTemplate jdbc;
                    @Cacheable(cacheNames = "amounts", key = "#id") public Long amount(Long id) {
                        return jdbc.queryForObject("select amount from price where id = ?", Long.class, id);
                    }
                }
                @RestController class C {
                    JdbcTemplate jdbc;
                    @PutMapping("/amount") void change(Long id, long amount) {
                        jdbc.update("update price set amount = ? where id = ?", amount, id);
                    }
                    @PutMapping("/note") void note(Long id) { jdbc.update("update note set text = ? where id = ?", "x", id); }
                }
                """))).containsExactly("write-without-eviction PUT /amount");
    }

    @Test
    void aFieldThatIsFilledInOneWayOnly_holdsThatObject() {
        assertThat(stale(audit(Shop.ONE, """
                abstract class Sweep {
                    void all(Long id) { one(id); }
                    abstract void one(Long id);
                }
                @Service class Notes {
                    private final Sweep sweep = new Sweep() { void one(Long id) {} };
                    void sweep(Long id) { sweep.all(id); }
                }
                @Service class Deletions {
                    Prices prices;
                    private final Sweep sweep = new Sweep() { void one(Long id) { prices.deleteById(id); } };
                    void sweep(Long id) { sweep.all(id); }
                }
                @RestController class C {
                    Notes notes;
                    Deletions deletions;
                    @PutMapping("/notes") void notes(Long id) { notes.sweep(id); }
                    @DeleteMapping("/prices") void prices(Long id) { deletions.sweep(id); }
                }
                """))).containsExactly("write-without-eviction DELETE /prices");
    }

    @Test
    void whatALibraryCallsOnAnObjectOfOnesOwn_isFollowed() {
        assertThat(stale(audit(Shop.ONE, """
                class Import implements java.util.function.Consumer<Long> {
                    final Prices prices;
                    Import(Prices prices) { this.prices = prices; }
                    public void accept(Long id) { prices.deleteById(id); }
                    public void never(Long id) { prices.deleteAll(); }
                }
                class Shelf {
                    final Prices prices;
                    Shelf(Prices prices) { this.prices = prices; }
                    public void never(Long id) { prices.deleteAll(); }
                }
                @RestController class C {
                    Prices prices;
                    @PostMapping("/import") void load(List<Long> ids) { ids.forEach(new Import(prices)); }
                    @GetMapping("/shelf") Object shelf() { return new Shelf(prices); }
                }
                """))).containsExactly("write-without-eviction POST /import");
    }

    @Test
    void aBaseThatAsksItsSubclassForTheRepository_writesThatOnesEntity() {
        Audited audited = audit(Shop.ONE, """
                @Entity class Note { @Id Long id; }
                interface Notes extends JpaRepository<Note, Long> {}
                abstract class Store<E> {
                    EntityManager entities;
                    protected abstract JpaRepository<E, Long> repository();
                    public void remove(Long id) { repository().deleteById(id); }
                    public void store(E row) { entities.merge(row); }
                }
                @Repository class PriceStore extends Store<Price> {
                    Prices prices;
                    protected Prices repository() { return prices; }
                }
                @Repository class NoteStore extends Store<Note> {
                    Notes notes;
                    protected JpaRepository<Note, Long> repository() { return notes; }
                }
                @RestController class C {
                    PriceStore prices;
                    NoteStore notes;
                    @DeleteMapping("/prices") void remove(Long id) { prices.remove(id); }
                    @PutMapping("/prices") void store(Price price) { prices.store(price); }
                    @DeleteMapping("/notes") void removeNote(Long id) { notes.remove(id); }
                    @PutMapping("/notes") void storeNote(Note note) { notes.store(note); }
                }
                """);
        assertThat(stale(audited))
                .containsExactlyInAnyOrder(
                        "write-without-eviction DELETE /prices", "write-without-eviction PUT /prices");
        assertThat(audited.coverage().writingEntries()).isEqualTo(4);
        assertThat(audited.coverage().resolvedEntries()).isEqualTo(4);
    }

    @Test
    void aCacheThatALambdaCaptures_isKnownByItsName() {
        assertThat(stale(audit(Shop.ONE, """
                @RestController class C {
                    Prices prices;
                    CacheManager caches;
                    @DeleteMapping("/right") void right(List<Long> ids) {
                        prices.deleteAllById(ids);
                        Cache cache = caches.getCache("prices");
                        ids.forEach(id -> cache.evict(id));
                    }
                    @DeleteMapping("/wrong") void wrong(List<Long> ids) {
                        prices.deleteAllById(ids);
                        Cache cache = caches.getCache("lists");
                        ids.forEach(id -> cache.evict(id));
                    }
                }
                """))).containsExactly("write-without-eviction DELETE /wrong");
    }

    @Test
    void aNewRow_cannotChangeANameThatIsFoundByItsKey() {
        String add = """
                @RestController class C {
                    Prices prices;
                    @PostMapping("/p") void add() { prices.save(new Price()); }
                }
                """;
        String named = """
                @Service class Named {
                    Prices prices;
                    @Cacheable(cacheNames = "named", key = "#id") public String note(Long id) { return prices.findById(id).get().note; }
                }
                """;
        assertThat(stale(audit(named, add))).isEmpty();
        assertThat(stale(audit(named.replace("findById(id).get().note", "findByMinorGreaterThan(id).toString()"), add)))
                .containsExactly("write-without-eviction POST /p");
    }

    @Test
    void aWriteThatIsNotKnown_countsAsAnEntryPointThatMayWrite() {
        Audited audited = audit(Shop.ONE, """
                @RestController class C {
                    JdbcTemplate jdbc;
                    @PutMapping("/p") void put(String sql) { jdbc.update(sql); }
                    @GetMapping("/p") Object get(String sql) { return jdbc.queryForList(sql); }
                }
                """);
        assertThat(audited.coverage().writingEntries()).isOne();
        assertThat(audited.coverage().resolvedEntries()).isZero();
    }

    private static final String MENUS = """
            @Service class Menus {
                JdbcTemplate jdbc;
                @Cacheable(cacheNames = "menus", key = "#role") public List<String> of(Long role) {
                    return jdbc.queryForList("select m.name from menu m left join role_menu rm on m.id = rm.menu_id where FILTER = ?", String.class, role);
                }
            }
            @RestController class C {
                JdbcTemplate jdbc;
                @PostMapping("/menu") void add(String name) { jdbc.update("insert into menu (name) values (?)", name); }
                @PutMapping("/menu") void rename(Long id, String name) { jdbc.update("update menu set name = ? where id = ?", name, id); }
                @PostMapping("/role") void grant(Long role, Long menu) { jdbc.update("insert into role_menu (role_id, menu_id) values (?, ?)", role, menu); }
            }
            """;

    @Test
    void aNewRow_thatCountsOnlyIfAnotherTableRefersToIt_isNowhereYet() {
        assertThat(stale(audit(MENUS.replace("FILTER", "rm.role_id"))))
                .containsExactlyInAnyOrder("write-without-eviction PUT /menu", "write-without-eviction POST /role");
        assertThat(stale(audit(MENUS.replace("FILTER", "m.kind"))))
                .as("nothing has to refer to the row")
                .contains("write-without-eviction POST /menu");
        assertThat(stale(audit(MENUS.replace("FILTER", "rm.role_id").replace("m.id = rm.menu_id", "m.kind = rm.kind"))))
                .as("what refers to it may be there before it")
                .contains("write-without-eviction POST /menu");
        assertThat(stale(audit(MENUS.replace("FILTER", "rm.role_id").replace("m.id = rm.menu_id", "m.id = rm.id"))))
                .as("a row that has its key from another one")
                .contains("write-without-eviction POST /menu");
    }

    private static final String TENANTS = """
            class TenantContext { static String getTenantId() { return ""; } }
            @Entity class Tenant { @Id Long id; String code; void setTenantId(String code) { this.code = code; } }
            @Entity class Setting { @Id Long id; String tenantId; String value; void setTenantId(String tenant) { this.tenantId = tenant; } }
            interface Tenants extends JpaRepository<Tenant, Long> { void deleteByCode(String code); }
            interface Settings extends JpaRepository<Setting, Long> {
                List<Setting> findByTenantId(String tenant);
                void deleteByTenantId(String tenant);
            }
            """;
    private static final String MANAGER = """
            abstract class PrefixedCacheManager implements CacheManager {}
            class OfTenants extends PrefixedCacheManager {
                public Cache getCache(String name) { return other(TenantContext.getTenantId() + name); }
                Cache other(String name) { return null; }
                public Collection<String> getCacheNames() { return List.of(); }
            }
            """;
    private static final String NEW_TENANT = """
            @Service class AllSettings {
                Settings settings;
                @Cacheable("settings") public List<Setting> all() { return settings.findAll(); }
            }
            @RestController class C {
                Tenants tenants; Settings settings;
                @PostMapping("/tenant") void tenant(String wanted) {
                    String code = wanted.strip();
                    Tenant tenant = new Tenant();
                    tenant.setTenantId(code);
                    tenants.save(tenant);
                    Setting setting = new Setting();
                    setting.setTenantId(code);
                    settings.save(setting);
                }
                @PostMapping("/setting") void setting(String code) {
                    Setting setting = new Setting();
                    setting.setTenantId(code);
                    settings.save(setting);
                }
                @PostMapping("/both") void both(String code, String other) {
                    Tenant tenant = new Tenant();
                    tenant.setTenantId(code);
                    tenants.save(tenant);
                    Setting setting = new Setting();
                    setting.setTenantId(other);
                    settings.save(setting);
                }
            }
            """;

    @Test
    void rowsOfATenantThatIsJustMade_areInNoCacheThatTellsTenantsApart() {
        assertThat(stale(audit(TENANTS, NEW_TENANT)))
                .as("one cache for all tenants")
                .contains("write-without-eviction POST /tenant");
        assertThat(stale(audit(TENANTS, MANAGER, NEW_TENANT)))
                .containsExactlyInAnyOrder("write-without-eviction POST /setting", "write-without-eviction POST /both");
    }

    @Test
    void rowsOfATenantThatIsRemoved_areNotThoseOfTheSystem() {
        assertThat(stale(audit(TENANTS, """
                interface Known { String SYSTEM_TENANT = new String("system"); }
                @Service class SystemSettings {
                    Settings settings;
                    @Cacheable("system") public List<Setting> ofSystem() { return settings.findByTenantId(Known.SYSTEM_TENANT); }
                }
                @RestController class C {
                    Tenants tenants; Settings settings;
                    @DeleteMapping("/tenant") void tenant(String code) { settings.deleteByTenantId(code); tenants.deleteByCode(code); }
                    @DeleteMapping("/settings") void settings(String code) { settings.deleteByTenantId(code); }
                    @DeleteMapping("/tenants") void all(String code) { settings.deleteAll(); tenants.deleteByCode(code); }
                }
                """)))
                .containsExactlyInAnyOrder(
                        "write-without-eviction DELETE /settings", "write-without-eviction DELETE /tenants");
    }

    @Test
    void theValueByWhichARowWasFound_isNoChangeOfIt() {
        assertThat(stale(audit("""
                @Entity class Person { @Id Long id; String name; String nick; long age;
                    void setName(String name) { this.name = name; } void setNick(String nick) { this.nick = nick.toLowerCase(); } void setAge(long age) { this.age = age; } }
                interface People extends JpaRepository<Person, Long> {
                    Optional<Person> findByName(String name);
                    Optional<Person> findByNick(String nick);
                }
                @Service class Names {
                    JdbcTemplate jdbc;
                    @Cacheable(cacheNames = "names", key = "#id") public String name(Long id) { return jdbc.queryForObject("select name from person where id = ?", String.class, id); }
                    @Cacheable(cacheNames = "nicks", key = "#id") public String nick(Long id) { return jdbc.queryForObject("select nick from person where id = ?", String.class, id); }
                }
                @RestController class C {
                    People people;
                    @PutMapping("/same") @Transactional public void same(String name, long age) { Person person = people.findByName(name).orElseThrow(); person.setName(name); person.setAge(age); }
                    @PutMapping("/other") @Transactional public void other(String name, String to) { Person person = people.findByName(name).orElseThrow(); person.setName(to); }
                    @PutMapping("/nick") @Transactional public void nick(String nick) { Person person = people.findByNick(nick).orElseThrow(); person.setNick(nick); }
                }
                """)))
                .containsExactlyInAnyOrder("write-without-eviction PUT /other", "write-without-eviction PUT /nick");
    }

    @Test
    void aCodeThatIsMadeUpAndKeptForAWhile_isNoCachedRead() {
        String codes = """
                @RestController class C {
                    Prices prices;
                    org.springframework.data.redis.core.StringRedisTemplate redis;
                    @PostMapping("/code") String code(Long id) {
                        if (prices.findById(id).isEmpty() || redis.opsForValue().get("code:" + id) != null) { return ""; }
                        redis.opsForValue().set("code:" + id, VALUE, Duration.ofMinutes(1));
                        return "";
                    }
                    @DeleteMapping("/p") void remove(Long id) { prices.deleteById(id); }
                }
                """;
        assertThat(stale(audit(codes.replace("VALUE", "UUID.randomUUID().toString()"))))
                .isEmpty();
        assertThat(stale(audit(codes.replace("VALUE", "prices.findById(id).get().note"))))
                .containsExactly("write-without-eviction DELETE /p");
    }

    @Test
    void absenceUnderAnId_isNotAskedForBeforeTheRowIsThere() {
        String absence = """
                interface Notes extends JpaRepository<Price, Long> { Price findViewById(Long id); Price findByNote(String note); }
                @Service class Views {
                    Notes notes;
                    @Cacheable(cacheNames = "views", key = "#key") public Price view(TYPE key) { return notes.FINDER(key); }
                }
                @RestController class C { Notes notes; @PostMapping("/p") void add() { notes.save(new Price()); } }
                """;
        assertThat(stale(audit(absence.replace("TYPE", "Long").replace("FINDER", "findViewById"))))
                .isEmpty();
        assertThat(stale(audit(absence.replace("TYPE", "String").replace("FINDER", "findByNote"))))
                .containsExactly("cached-absence POST /p");
    }

    @Test
    void theOldKeyStays_onlyWhereTheCacheReadsWhatChanges() {
        String renames = """
                @Entity class Note { @Id Long id; String kind; public String getKind() { return kind; } }
                interface Notes extends JpaRepository<Note, Long> { List<Note> findByKind(String kind); }
                @Service class Lists {
                    Notes notes; Prices prices;
                    @Cacheable(cacheNames = "kinds", key = "#kind") public List<TYPE> ofKind(String kind) { return READ; }
                    @CacheEvict(cacheNames = "kinds", key = "#note.kind") public void change(Note note) { notes.save(note); }
                }
                """;
        assertThat(Compiled.rules(audit(renames.replace("TYPE", "Note").replace("READ", "notes.findByKind(kind)"))))
                .containsExactly("old-key-stays");
        assertThat(Compiled.rules(
                        audit(renames.replace("TYPE", "Price").replace("READ", "prices.findByMinorGreaterThan(1)"))))
                .isEmpty();
    }

    @Test
    void aStoreThatAMethodIsGiven_isTheOneThatItsCallersGive() {
        assertThat(stale(audit(Shop.ONE, """
                @Entity class Note { @Id Long id; String text; }
                interface Dao<E> { void store(E row); }
                interface NoteDao extends Dao<Note> {}
                @Component class JpaNotes implements NoteDao {
                    EntityManager entities;
                    public void store(Note row) { entities.merge(row); }
                }
                interface PriceDao extends Dao<Price> {}
                @Component class JpaPrices implements PriceDao {
                    EntityManager entities;
                    public void store(Price row) { entities.merge(row); }
                }
                @Service class Updates {
                    NoteDao notes;
                    PriceDao prices;
                    void notes(List<Note> rows) { all(rows, notes); }
                    void prices(List<Price> rows) { all(rows, prices); }
                    void later(List<Note> rows) { all(() -> one(rows, notes)); }
                    void laterPrices(List<Price> rows) { all(() -> one(rows, prices)); }
                    private <E> void all(List<E> rows, Dao<E> dao) { one(rows, dao); }
                    private <E> void one(List<E> rows, Dao<E> dao) { rows.forEach(row -> dao.store(row)); }
                    private void all(Runnable task) { task.run(); }
                }
                @RestController class C {
                    Updates updates;
                    Dao<Price> any;
                    @PutMapping("/notes") void notes(List<Note> rows) { updates.notes(rows); }
                    @PutMapping("/prices") void prices(List<Price> rows) { updates.prices(rows); }
                    @PostMapping("/notes") void later(List<Note> rows) { updates.later(rows); }
                    @PostMapping("/prices") void laterPrices(List<Price> rows) { updates.laterPrices(rows); }
                    @DeleteMapping("/any") void any(Price row) { any.store(row); }
                }
                """)))
                .containsExactlyInAnyOrder(
                        "write-without-eviction PUT /prices",
                        "write-without-eviction POST /prices",
                        "write-without-eviction DELETE /any");
    }

    @Test
    void rowsOfAnotherKind_areKeptApart_whereTheKindIsInTheKey() {
        assertThat(stale(audit("""
                enum LinkKind { COMMON, EDGE, BOARD }
                class LinkId implements java.io.Serializable { Long one; Long other; String linkKind; }
                @Entity @jakarta.persistence.IdClass(LinkId.class) class Link {
                    @Id Long one; @Id Long other; @Id @jakarta.persistence.Column(name = "link_kind") String linkKind; String text;
                }
                class Wire {
                    Long one; Long other; LinkKind kind;
                    Wire(Long one, Long other) { this(one, other, LinkKind.COMMON); }
                    Wire(Long one, Long other, LinkKind kind) { this.one = one; this.other = other; this.kind = kind; }
                    void setKind(LinkKind kind) { this.kind = kind; }
                    LinkKind kind() { return kind; }
                    Link row() { Link row = new Link(); row.one = one; row.other = other; row.linkKind = kind.name(); return row; }
                }
                interface Links extends JpaRepository<Link, LinkId> {
                    @Query("SELECT l.one FROM Link l WHERE l.other = :other AND l.linkKind = 'EDGE' AND (:text IS NULL OR l.text = :text)")
                    List<Long> edges(Long other, String text);
                    @Query("SELECT l.one FROM Link l WHERE l.other = :other OR l.linkKind = 'EDGE'") List<Long> any(Long other);
                    void deleteByOneAndLinkKind(Long one, String kind);
                    void deleteByOne(Long one);
                }
                @Service class Wires {
                    Links links;
                    List<Wire> found(Long one, LinkKind kind) { return List.of(new Wire(one, one, kind)); }
                    void removeAll(List<Wire> wires) { wires.forEach(wire -> links.delete(wire.row())); }
                    @Cacheable(cacheNames = "edges", key = "#other") public List<Long> edges(Long other) { return links.edges(other, null); }
                    void save(Wire wire) { links.save(wire.row()); }
                    void saveAll(List<Wire> wires) { wires.forEach(wire -> links.save(wire.row())); }
                    void remove(Long one, LinkKind kind) {
                        if (kind == null) { links.deleteByOne(one); } else { links.deleteByOneAndLinkKind(one, kind.name()); }
                    }
                }
                @RestController class C {
                    Wires wires;
                    @PostMapping("/board") void board(Long a, Long b) { wires.save(new Wire(a, b, LinkKind.BOARD)); }
                    @PostMapping("/edge") void edge(Long a, Long b) { wires.save(new Wire(a, b, LinkKind.EDGE)); }
                    @PostMapping("/common") void common(Long a, Long b) { wires.save(new Wire(a, b)); }
                    @PostMapping("/set") void set(Long a, Long b, LinkKind kind) { Wire wire = new Wire(a, b); wire.setKind(kind); wires.save(wire); }
                    @PostMapping("/posted") void posted(Wire wire) { wires.save(wire); }
                    @PostMapping("/list") void list(Long a, Long b) {
                        List<Wire> all = new ArrayList<>(); all.add(new Wire(a, b, LinkKind.BOARD)); wires.saveAll(all);
                    }
                    private List<Wire> boards(Long a) { return wires.found(a, LinkKind.BOARD); }
                    private List<Wire> some(Long a) {
                        List<Wire> some = new ArrayList<>();
                        for (Wire wire : boards(a)) { if (wire.one.equals(a)) { some.add(wire); } }
                        return some;
                    }
                    @DeleteMapping("/boards") void boardsOf(Long a) { for (Wire wire : some(a)) { wires.save(wire); } }
                    @DeleteMapping("/kind") void kindOf(Long a) { for (Wire wire : some(a)) { wires.remove(a, wire.kind()); } }
                    @DeleteMapping("/found") void foundOf(Long a, LinkKind kind) { wires.removeAll(wires.found(a, kind)); }
                    @DeleteMapping("/common") void removeCommon(Long a) { wires.remove(a, LinkKind.COMMON); }
                    @DeleteMapping("/all") void removeAll(Long a) { wires.remove(a, null); }
                    @DeleteMapping("/both") void both(Long a) { wires.remove(a, LinkKind.COMMON); wires.remove(a, LinkKind.EDGE); }
                }
                """)))
                .containsExactlyInAnyOrder(
                        "write-without-eviction POST /edge",
                        "write-without-eviction POST /set",
                        "write-without-eviction POST /posted",
                        "write-without-eviction DELETE /all",
                        "write-without-eviction DELETE /found",
                        "write-without-eviction DELETE /both");
    }

    @Test
    void theOldKeyStays_alsoIfItIsCalledAnId_butIsATextThatPeopleGive() {
        String renames = """
                @Entity class ClientDetails { @Id Long id; TYPE ATTRIBUTE; String scope; }
                interface Clients extends JpaRepository<ClientDetails, Long> { ClientDetails findFirstByScope(String scope); }
                @Service class ClientService {
                    Clients clients;
                    @Cacheable(cacheNames = "clients", key = "#key") public ClientDetails client(TYPE key) { return clients.findFirstByScope("" + key); }
                    @CacheEvict(cacheNames = "clients", key = "#client.ATTRIBUTE") public void change(ClientDetails client) { clients.save(client); }
                }
                """;
        assertThat(Compiled.rules(audit(renames.replace("TYPE", "String").replace("ATTRIBUTE", "clientId"))))
                .containsExactly("old-key-stays");
        assertThat(Compiled.rules(audit(renames.replace("TYPE", "Long").replace("ATTRIBUTE", "clientId"))))
                .isEmpty();
        assertThat(Compiled.rules(audit(renames.replace("TYPE", "String").replace("ATTRIBUTE", "tenantId"))))
                .isEmpty();
    }

    @Test
    void beansThatAreNeverThereTogether_doNotMeet() {
        String conditional = """
                package org.springframework.boot.autoconfigure.condition;
                public @interface ConditionalOnProperty {
                    String[] value() default {}; String[] name() default {}; String prefix() default "";
                    String havingValue() default ""; boolean matchIfMissing() default false;
                }
                """;
        String source = """
                import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
                interface Store { Price one(Long id); void change(Long id, long minor); }
                @Service @ConditionalOnProperty(prefix = "cache", value = "on", havingValue = "true")
                class Cached implements Store {
                    Prices prices;
                    @Cacheable(cacheNames = "one", key = "#id") public Price one(Long id) { return prices.findById(id).orElseThrow(); }
                    @CacheEvict(cacheNames = "one", key = "#id") public void change(Long id, long minor) { prices.change(id, minor); }
                }
                @Service @ConditionalOnProperty(prefix = "cache", value = "on", havingValue = "OTHER", matchIfMissing = MISSING)
                class Plain implements Store {
                    Prices prices;
                    public Price one(Long id) { return prices.findById(id).orElseThrow(); }
                    public void change(Long id, long minor) { prices.change(id, minor); }
                }
                @RestController class C {
                    Store store;
                    @PutMapping("/p") void put(Long id, long minor) { store.change(id, minor); }
                }
                """;
        String[] base = Shop.BASE.split("(?=@Entity)", 2);
        String[] parts = source.split("(?<=ConditionalOnProperty;)", 2);
        String whole = base[0] + parts[0].strip() + "\n" + base[1] + parts[1];
        assertThat(stale(Compiled.audit(
                        folder, whole.replace("OTHER", "false").replace("MISSING", "true"), conditional)))
                .isEmpty();
        assertThat(stale(Compiled.audit(
                        folder, whole.replace("OTHER", "true").replace("MISSING", "false"), conditional)))
                .containsExactly("key-never-matches PUT /p");
    }

    @Test
    void anEventThatAQueueCarries_reachesItsListeners() {
        assertThat(stale(audit("""
                record Told(String kind, Long id) {}
                record Seen(Long id) {}
                record Heard(Long id) {}
                interface Queue { void send(Object message); }
                @Service class Sender {
                    Queue queue;
                    void tell(Long id) { queue.send(new Told("price", id)); }
                    void note(Long id) { queue.send(new Seen(id)); }
                    void hear(Long id) { queue.send(new Heard(id)); }
                }
                @Component class Kept {
                    Prices prices;
                    CacheManager caches;
                    public Price price(Long id) {
                        Price price = caches.getCache("one").get(id, Price.class);
                        if (price == null) { price = prices.findById(id).orElseThrow(); caches.getCache("one").put(id, price); }
                        return price;
                    }
                    @EventListener public void told(Told told) { if (told.kind().equals("price")) { caches.getCache("one").evict(told.id()); } }
                    @EventListener public void seen(Seen seen) {}
                }
                @Component class Ears {
                    CacheManager caches;
                    @EventListener public void heard(Heard heard) { caches.getCache("one").evict(heard.id()); }
                }
                @RestController class C {
                    Prices prices;
                    Sender sender;
                    @PutMapping("/told") void told(Long id) { prices.change(id, 1); sender.tell(id); }
                    @PutMapping("/early") void early(Long id) { sender.tell(id); prices.change(id, 1); }
                    @PutMapping("/other") void other(Long id) { prices.change(id, 1); sender.note(id); }
                    @PutMapping("/heard") void heard(Long id) { prices.change(id, 1); sender.hear(id); }
                }
                """)))
                .containsExactlyInAnyOrder(
                        "evict-before-write PUT /early",
                        "write-without-eviction PUT /other",
                        "write-without-eviction PUT /heard");
    }

    @Test
    void columnsThatAQueryOverEntitiesLooksAt_countOnly_andNoKeyOrTenantOrFilterThatIsOff() {
        String source = """
                @Entity class Board { @Id Long id; @jakarta.persistence.Column(name = "tenant_id") Long tenantId; String title; String face; void setFace(String face) { this.face = face; } }
                @Entity class Pin { @Id Long id; @jakarta.persistence.Column(name = "board_id") Long boardId; String shelf; }
                interface Boards extends JpaRepository<Board, Long> {
                    @Query("SELECT b.id FROM Board b, Pin p WHERE b.tenantId = :tenant AND b.id = p.boardId AND p.shelf = :shelf AND (:text IS NULL OR LOWER(b.title) = :text)")
                    List<Long> pinned(Long tenant, String shelf, String text);
                    @Query("SELECT b FROM Board b, Pin p WHERE b.id = p.boardId AND p.shelf = :shelf") List<Board> whole(String shelf);
                }
                @Service class Lists {
                    Boards boards;
                    @Cacheable(cacheNames = "pinned", key = "KEY") public List<Long> pinned(Long tenant, String shelf, String text) { return boards.READ; }
                }
                @RestController class C {
                    Boards boards; Prices prices; JdbcTemplate jdbc;
                    @PostMapping("/board") void board(Board board) { boards.save(board); }
                    @PutMapping("/face") void face(Long id) { jdbc.update("update board set face = 'x' where id = ?", id); }
                    @PutMapping("/title") void title(Long id) { jdbc.update("update board set title = 'x' where id = ?", id); }
                    @DeleteMapping("/board") void remove(Long id) { boards.deleteById(id); }
                    @PutMapping("/pin") void pin(Long id) { jdbc.update("update pin set shelf = 'x' where id = ?", id); }
                }
                """;
        String ids = source.replace("READ", "pinned(tenant, shelf, text)");
        assertThat(stale(audit(ids.replace("KEY", "{#tenant, #shelf}"))))
                .containsExactlyInAnyOrder("write-without-eviction DELETE /board", "write-without-eviction PUT /pin");
        assertThat(stale(audit(ids.replace("KEY", "{#tenant, #shelf, #text}"))))
                .containsExactlyInAnyOrder(
                        "write-without-eviction POST /board",
                        "write-without-eviction PUT /title",
                        "write-without-eviction DELETE /board",
                        "write-without-eviction PUT /pin");
        assertThat(stale(audit(source.replace("READ", "whole(shelf).stream().map(b -> b.id).toList()")
                        .replace("KEY", "{#tenant, #shelf}"))))
                .contains("write-without-eviction POST /board", "write-without-eviction PUT /pin");
    }
}
