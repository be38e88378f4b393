package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What storing an object changes, and what helpers delete: each with the write that has to be found and the one that must not be. */
class StoredShapesTests {

    @TempDir
    private Path folder;

    private Audited audit(String... sources) {
        return Compiled.audit(folder, Shop.BASE + String.join("\n", sources));
    }

    private static final String PEOPLE = """
            @Entity class Person { @Id Long id; String name; String face; @jakarta.persistence.ManyToMany
                @jakarta.persistence.JoinTable(name = "person_group", joinColumns = @jakarta.persistence.JoinColumn(name = "person_id")) Set<Group> groups;
                Long getId() { return id; } String getName() { return name; }
                void setName(String name) { this.name = name; } void setFace(String face) { this.face = face; } void setGroups(Set<Group> groups) { this.groups = groups; } }
            @Entity @Table(name = "groups") class Group { @Id Long id; String title; @jakarta.persistence.ManyToMany(mappedBy = "groups") Set<Person> members; }
            interface People extends JpaRepository<Person, Long> { Optional<Person> findByName(String name); }
            interface Groups extends JpaRepository<Group, Long> {}
            @Service class Reads {
                JdbcTemplate jdbc;
                @Cacheable(cacheNames = "groups", key = "#person") public List<Long> groups(Long person) {
                    return jdbc.queryForList("select group_id from person_group where person_id in ?", Long.class, person);
                }
                @Cacheable(cacheNames = "members", key = "#group") public List<Long> members(Long group) {
                    return jdbc.queryForList("select person_id from person_group where group_id = ?", Long.class, group);
                }
                @Cacheable(cacheNames = "faces", key = "#id") public String face(Long id) {
                    return jdbc.queryForObject("select face from person where id = ?", String.class, id);
                }
            }
            @Service class Writes {
                People people;
                public void store(Person person) { people.save(person); }
            }
            """;

    private List<String> left(String... sources) {
        return audit(sources).findings().stream()
                .filter(finding -> finding.entry().matches("(PUT|POST) .*")
                        && !finding.cache().isEmpty())
                .map(finding -> finding.cache() + " " + finding.entry())
                .toList();
    }

    @Test
    void whatIsStoredAgain_isChangedOnlyWhereItWasSet() {
        assertThat(left(PEOPLE, """
                @RestController class C {
                    People people; Writes writes;
                    @PutMapping("/name") void name(String name, String to) { Person person = people.findByName(name).orElseThrow(); person.setName(to); people.save(person); }
                    @PutMapping("/face") void face(String name, String face) { Person person = people.findByName(name).orElseThrow(); person.setFace(face); people.save(person); }
                    @PutMapping("/groups") void groups(String name, Set<Group> groups) { Person person = people.findByName(name).orElseThrow(); person.setGroups(groups); people.save(person); }
                    @PutMapping("/field") void field(String name, String face) { Person person = people.findByName(name).orElseThrow(); person.face = face; person.setName(name); people.save(person); }
                    @PutMapping("/handed") void handed(String name) { Person person = people.findByName(name).orElseThrow(); person.setName(name); change(person); people.save(person); }
                    void change(Person person) { person.setFace("x"); }
                }
                """))
                .containsExactlyInAnyOrder(
                        "faces PUT /face",
                        "groups PUT /groups",
                        "members PUT /groups",
                        "faces PUT /field",
                        "groups PUT /field",
                        "members PUT /field",
                        "faces PUT /handed",
                        "groups PUT /handed",
                        "members PUT /handed");
    }

    @Test
    void whatIsRefusedIfItHasAnId_isNew_andNobodyAskedByThatId() {
        assertThat(left(PEOPLE, """
                @RestController class C {
                    Writes writes;
                    @PostMapping("/guarded") void guarded(Person person) {
                        if (person.getId() != null) { throw new IllegalArgumentException("it has an id"); }
                        writes.store(person);
                    }
                    @PostMapping("/open") void open(Person person) {
                        if (person.getId() != null) { System.out.println("it has an id"); }
                        writes.store(person);
                    }
                    @PostMapping("/other") void other(Person person) {
                        if (person.getName() != null) { throw new IllegalArgumentException("it has a name"); }
                        writes.store(person);
                    }
                }
                """))
                .containsExactlyInAnyOrder(
                        "members POST /guarded",
                        "faces POST /open",
                        "groups POST /open",
                        "members POST /open",
                        "faces POST /other",
                        "groups POST /other",
                        "members POST /other");
    }

    @Test
    void keysThatAHelperIsTold_areEvictedByItsCallersOnly() {
        String redis = """
                @Component class Redis {
                    org.springframework.data.redis.core.RedisTemplate<String, Object> template;
                    Object get(String key) { return template.opsForValue().get(key); }
                    void set(String key, Object value) { template.opsForValue().set(key, value, Duration.ofDays(1)); }
                    void removeAll(String prefix, Set<Long> ids) {
                        Set<String> keys = new HashSet<>();
                        for (Long id : ids) { keys.addAll(template.keys(new StringBuffer(prefix).append(id).toString())); }
                        template.delete(keys);
                    }
                }
                @Service class Reads {
                    Redis redis; Prices prices;
                    Object price(Long id) {
                        Object found = redis.get("price::id:" + id);
                        if (found == null) { found = prices.findById(id).orElseThrow(); redis.set("price::id:" + id, found); }
                        return found;
                    }
                }
                @RestController class C {
                    Redis redis; Prices prices; Reads reads;
                    @GetMapping("/p") Object get(Long id) { return reads.price(id); }
                    @PutMapping("/right") void right(Long id) { prices.change(id, 1); redis.removeAll("price::id:", Set.of(id)); }
                    @PutMapping("/asked") void asked(Set<Long> ids) { prices.change(1L, 1); if (!ids.isEmpty()) { redis.removeAll("price::id:", ids); } }
                    @PutMapping("/other") void other(Long id) { prices.change(id, 1); redis.removeAll("note::id:", Set.of(id)); }
                }
                """;
        assertThat(left(redis)).containsExactly("price PUT /other");
    }

    @Test
    void aRowThatWasFound_isNotAdded_andKeepsItsTenant() {
        String source = """
                @Entity class Board { @Id Long id; String tenantId; String title; Board() {} Board(String title) { this.title = title; } }
                interface Boards extends JpaRepository<Board, Long> { long countByTenantId(String tenant); long countByTitle(String title); Board findByTitle(String title); }
                interface Store<T> { T find(Long id); void store(T row); }
                @Service class BoardStore implements Store<Board> {
                    Boards boards;
                    EntityManager entities;
                    public Board find(Long id) { return boards.findById(id).orElseThrow(); }
                    public void store(Board board) { if (board.id == null) { entities.persist(board); } else { entities.merge(board); } }
                }
                @Service class Counts {
                    Boards boards;
                    @Cacheable(cacheNames = "counts", key = "#tenant") public long count(String tenant) { return boards.KIND(tenant); }
                }
                @RestController class C {
                    BoardStore store;
                    @PutMapping("/found") void found(Long id, String title) { Board board = store.find(id); board.title = title; store.store(board); }
                    <T> void again(Store<T> rows, Long id) { T row = rows.find(id); rows.store(row); }
                    @PutMapping("/again") void again(Long id) { again(store, id); }
                    @PutMapping("/made") void made(String title) { store.store(new Board(title)); }
                    @PutMapping("/copied") void copied(Long id) { store.store(new Board(store.find(id).title)); }
                    @PutMapping("/either") void either(Long id, String title) { Board board = id == null ? new Board(title) : store.find(id); store.store(board); }
                }
                """;
        List<String> added = List.of("/copied", "/either", "/made");
        assertThat(writers(source.replace("KIND", "countByTenantId"))).containsExactlyElementsOf(added);
        assertThat(writers(source.replace("KIND", "countByTitle")))
                .containsExactly("/again", "/copied", "/either", "/found", "/made");
    }

    private List<String> writers(String source) {
        return audit(source).findings().stream()
                .filter(finding -> finding.rule() == Rule.WRITE_WITHOUT_EVICTION)
                .map(finding -> finding.entry().replaceFirst(".* ", ""))
                .sorted()
                .toList();
    }
}
