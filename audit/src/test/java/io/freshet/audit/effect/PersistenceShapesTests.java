package io.freshet.audit.effect;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.rule.Audited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What JPA reads and writes besides the row that is asked for. */
class PersistenceShapesTests {

    private static final String ENTITIES = """
            @Entity class Account {
                @Id Long id;
                String name;
                @jakarta.persistence.ManyToOne Office office;
                @jakarta.persistence.ManyToOne(fetch = jakarta.persistence.FetchType.LAZY) Region region;
                @jakarta.persistence.ManyToMany @jakarta.persistence.JoinTable(name = "account_roles") Set<Role> roles;
                @jakarta.persistence.ElementCollection Set<String> tags;
                void grant(Role role) { roles.add(role); }
                void tag(String tag) { tags.add(tag); }
            }
            @Entity class Office { @Id Long id; String name; }
            @Entity class Region { @Id Long id; String name; }
            @Entity @jakarta.persistence.NamedQuery(name = "Role.granted", query = "select r from Role r join r.accounts a where a.id = ?1")
            class Role { @Id Long id; String name; @jakarta.persistence.ManyToMany(mappedBy = "roles") Set<Account> accounts; }
            interface Offices extends JpaRepository<Office, Long> {}
            interface Regions extends JpaRepository<Region, Long> {}
            interface Roles extends JpaRepository<Role, Long> { List<Role> granted(Long account); }
            interface Accounts extends JpaRepository<Account, Long> {
                Account findByRegionName(String name);
                @Query("select a.name from Account a join a.tags t where t = ?1") List<String> tagged(String tag);
            }
            @RestController class Writer {
                Offices offices; Regions regions; Roles roles; Accounts accounts; EntityManager entities;
                @PutMapping("/office") void office(Office office) { offices.save(office); }
                @PutMapping("/region") void region(Region region) { regions.save(region); }
                @PutMapping("/role") void role(Role role) { roles.save(role); }
                @PutMapping("/account") void account(Account account) { accounts.save(account); }
                @PutMapping("/grant") @Transactional void grant(Long id, Role role) { accounts.findById(id).orElseThrow().grant(role); }
                @PutMapping("/tag") @Transactional void tag(Long id, String tag) { accounts.findById(id).orElseThrow().tag(tag); }
                @PutMapping("/criteria") void criteria() {
                    var builder = entities.getCriteriaBuilder();
                    var update = builder.createCriteriaUpdate(Region.class);
                    update.from(Region.class);
                    update.set("name", "x");
                    entities.createQuery(update).executeUpdate();
                }
            }
            """;

    @TempDir
    private Path folder;

    private List<String> stale(String read) {
        Audited audited = Compiled.audit(folder, Shop.BASE + ENTITIES + """
                @Service class Reader {
                    Offices offices; Regions regions; Roles roles; Accounts accounts; EntityManager entities;
                    @Cacheable("it") public Object it(Long id, String text) { %s }
                }
                """.formatted(read));
        assertThat(audited.unresolved()).isEmpty();
        return audited.findings().stream()
                .filter(finding -> finding.rule().id().equals("write-without-eviction"))
                .map(finding -> finding.entry().replace("PUT /", ""))
                .sorted()
                .toList();
    }

    @Test
    void eagerAssociations_areReadWithTheEntity_lazyOnesAreNot() {
        assertThat(stale("return accounts.findById(id);")).containsExactly("account", "office");
        assertThat(stale("return entities.find(Account.class, id);")).containsExactly("account", "office");
        assertThat(stale("return entities.createQuery(\"select a from Account a\").getResultList();"))
                .containsExactly("account", "office");
        assertThat(stale("return entities.createQuery(\"select a.name from Account a\").getResultList();"))
                .containsExactly("account");
    }

    @Test
    void derivedQueries_readWhatTheirNamesLeadTo() {
        assertThat(stale("return accounts.findByRegionName(text);"))
                .containsExactly("account", "criteria", "office", "region");
    }

    @Test
    void namedQueries_andTablesBetween_areRead() {
        assertThat(stale("return roles.granted(id);")).containsExactly("account", "grant", "role");
        assertThat(stale("return entities.createNamedQuery(\"Role.granted\").getResultList();"))
                .containsExactly("account", "grant", "role");
    }

    @Test
    void collectionsOfValues_haveATableOfTheirOwn() {
        assertThat(stale("return accounts.tagged(text);")).containsExactly("account", "tag");
    }

    @Test
    void criteriaQueries_areRead() {
        assertThat(stale("""
                var query = entities.getCriteriaBuilder().createQuery(Account.class);
                var root = query.from(Account.class);
                root.join("region");
                return entities.createQuery(query).getResultList();
                """)).containsExactly("account", "criteria", "office", "region");
    }

    private static final String STATEMENTS = """
            class Statement {
                private final String text;
                Statement(String text) { this.text = text; }
                String text() { return text; }
            }
            class Part {
                private final String text;
                Part(String table, long from) { text = make(table, from); }
                private String make(String table, long from) { return "CREATE TABLE IF NOT EXISTS " + table + "_" + from + " PARTITION OF " + table; }
                String getText() { return text; }
            }
            abstract class Upserts {
                JdbcTemplate jdbc;
                protected abstract String text();
                protected abstract void done(Long id, String sql);
                public void store(Long id) { run(new Statement(text())); }
                void both(Long id, String one, String other) { try { once(id, one); } catch (RuntimeException e) { once(id, other); } }
                private void once(Long id, String sql) { done(id, sql); }
                void run(Statement statement) { jdbc.update(statement.text()); }
            }
            @Repository class PriceUpserts extends Upserts {
                private static final String WHERE = where("id");
                private static final String CHANGE = change("minor = 1", WHERE);
                private String text;
                boolean isOld;
                @jakarta.annotation.PostConstruct void init() { text = (isOld ? "update price set minor = 2" : "update price set minor = 3") + WHERE; }
                private static String where(String key) { return " where " + key + " = ?"; }
                private static String change(String what, String where) { return "update price set " + what + where; }
                protected String text() { return text; }
                protected void done(Long id, String sql) { jdbc.update(sql, id); }
                public void change(Long id) { both(id, CHANGE, "delete from price" + WHERE); }
                public void part(String table) { jdbc.execute(new Part(table, 1).getText()); }
                ANY
            }
            class Later implements org.springframework.jdbc.core.PreparedStatementCreator {
                private final String sql;
                Later(String sql) { this.sql = sql; }
                public java.sql.PreparedStatement createPreparedStatement(java.sql.Connection to) throws java.sql.SQLException { return to.prepareStatement(sql); }
            }
            abstract class LaterUpserts {
                JdbcTemplate jdbc;
                abstract String sql();
                public void store() { jdbc.update(new Later(sql())); }
            }
            @Repository class LaterPrices extends LaterUpserts { String sql() { return "update price set minor = 4"; } }
            @Repository class LaterNotes extends LaterUpserts { String sql() { return "update note set minor = 4"; } }
            @RestController class Writers {
                PriceUpserts upserts; LaterPrices prices; LaterNotes notes;
                @PutMapping("/prices") void prices() { prices.store(); }
                @PutMapping("/notes") void notes() { notes.store(); }
                @PutMapping("/store") void store(Long id) { upserts.store(id); }
                @PutMapping("/change") void change(Long id) { upserts.change(id); }
                @PutMapping("/part") void part(String table) { upserts.part(table); }
            }
            """;

    @Test
    void statementsThatMethodsAndConstructorsMakeOrAreGiven_areFollowed() {
        String source = Shop.BASE + Shop.ONE + STATEMENTS.replace("@jakarta.annotation.PostConstruct ", "");
        Audited audited = Compiled.audit(folder, source.replace("ANY", ""));
        assertThat(audited.unresolved()).isEmpty();
        assertThat(audited.findings().stream()
                        .filter(finding -> finding.rule().id().equals("write-without-eviction"))
                        .map(finding -> finding.entry())
                        .toList())
                .containsExactlyInAnyOrder("PUT /store", "PUT /change", "PUT /prices");
        assertThat(Compiled.audit(
                                folder,
                                source.replace(
                                        "ANY",
                                        "public void any(String table) { jdbc.execute(\"update \" + table + \" set x = 1\"); }"))
                        .unresolved())
                .hasSize(1);
    }
}
