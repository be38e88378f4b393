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
}
