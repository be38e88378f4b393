package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows that others refer to, or that come with others: each shape with the write that has to be found and the one that must not be. */
class RelatedRowsTests {

    private static final String MODEL = """
            @Entity @Table(name = "job") class Job {
                @Id @jakarta.persistence.GeneratedValue private Long id; private String title; private int rank;
                public Long getId() { return id; }
                public String getTitle() { return title; }
            }
            @Entity @Table(name = "person") class Person {
                @Id @jakarta.persistence.GeneratedValue private Long id; private String name;
                @jakarta.persistence.ManyToMany(fetch = jakarta.persistence.FetchType.EAGER)
                @jakarta.persistence.JoinTable(name = "person_job",
                    joinColumns = @jakarta.persistence.JoinColumn(name = "person_id"),
                    inverseJoinColumns = @jakarta.persistence.JoinColumn(name = "job_id"))
                private Set<Job> jobs;
                public Long getId() { return id; }
                public String getName() { return name; }
                public Set<Job> getJobs() { return jobs; }
            }
            interface People extends JpaRepository<Person, Long> {
                Person findByName(String name);
                @Query(value = "select count(1) from person_job where job_id in ?1", nativeQuery = true) long countByJobs(Set<Long> ids);
                @Query(value = "select count(1) from person_job where person_id in ?1", nativeQuery = true) long countOthers(Set<Long> ids);
            }
            interface Jobs extends JpaRepository<Job, Long> {
                void deleteAllByIdIn(Set<Long> ids);
                @Modifying @Query("update Job j set j.title = :title where j.id = :id") int call(Long id, String title);
                @Modifying @Query("update Job j set j.rank = :rank where j.id = :id") int rank(Long id, int rank);
            }
            """;
    private static final String READ = """
            record JobView(String title) {}
            record PersonView(String name, List<JobView> jobs) {}
            @Service class Views {
                People people;
                @Cacheable(cacheNames = "people", key = "#id") public PersonView view(Long id) {
                    Person person = people.findById(id).orElseThrow();
                    return new PersonView(person.getName(), person.getJobs().stream().map(job -> new JobView(job.getTitle())).toList());
                }
            }
            """;
    private static final String DELETIONS = """
            @Service class Checks {
                People people;
                void used(Set<Long> ids) { if (people.countByJobs(ids) > 0) { throw new IllegalStateException("used"); } }
                void sometimes(Set<Long> ids, boolean strict) { if (strict && people.countByJobs(ids) > 0) { throw new IllegalStateException("used"); } }
                void others(Set<Long> ids) { if (people.countOthers(ids) > 0) { throw new IllegalStateException("used"); } }
                void logged(Set<Long> ids) { if (people.countByJobs(ids) > 0) { System.out.println("used"); } }
            }
            @RestController class C {
                Jobs jobs; People people; Checks checks;
                @DeleteMapping("/checked") void checked(Set<Long> ids) { checks.used(ids); jobs.deleteAllByIdIn(ids); }
                @DeleteMapping("/here") void here(Set<Long> ids) { if (people.countByJobs(ids) != 0) { throw new IllegalStateException(); } jobs.deleteAllByIdIn(ids); }
                @DeleteMapping("/any") void any(Set<Long> ids) { jobs.deleteAllByIdIn(ids); }
                @DeleteMapping("/late") void late(Set<Long> ids) { jobs.deleteAllByIdIn(ids); checks.used(ids); }
                @DeleteMapping("/sometimes") void sometimes(Set<Long> ids, boolean strict) { checks.sometimes(ids, strict); jobs.deleteAllByIdIn(ids); }
                @DeleteMapping("/elsewhere") void elsewhere(Set<Long> ids, Set<Long> other) { checks.used(other); jobs.deleteAllByIdIn(ids); }
                @DeleteMapping("/others") void others(Set<Long> ids) { checks.others(ids); jobs.deleteAllByIdIn(ids); }
                @DeleteMapping("/logged") void logged(Set<Long> ids) { checks.logged(ids); jobs.deleteAllByIdIn(ids); }
            }
            """;

    @TempDir
    private Path folder;

    private List<String> stale(String... sources) {
        return Compiled.audit(folder, Shop.BASE + String.join("\n", sources)).findings().stream()
                .filter(finding -> finding.entry().matches("(GET|PUT|POST|DELETE) .*"))
                .map(finding -> finding.rule().id() + " " + finding.entry())
                .toList();
    }

    @Test
    void whatIsRefusedWhileSomethingRefersToIt_isInNoEntryThatFindsItByThat() {
        assertThat(stale(MODEL, READ, DELETIONS))
                .containsExactlyInAnyOrder(
                        "write-without-eviction DELETE /any",
                        "write-without-eviction DELETE /late",
                        "write-without-eviction DELETE /sometimes",
                        "write-without-eviction DELETE /elsewhere",
                        "write-without-eviction DELETE /others",
                        "write-without-eviction DELETE /logged");
    }

    @Test
    void whatIsRefusedWhileSomethingRefersToIt_isInEntriesThatFindItByItsKey() {
        assertThat(stale(MODEL, DELETIONS, """
                @Service class JobViews {
                    Jobs jobs;
                    @Cacheable(cacheNames = "jobs", key = "#id") public String title(Long id) { return jobs.findById(id).orElseThrow().getTitle(); }
                }
                """))
                .contains("write-without-eviction DELETE /checked", "write-without-eviction DELETE /here");
    }

    @Test
    void anEvictionBeforeTheCommit_ofWhatIsRefused_isEarlyOnlyWhereSomeCallerDoesNotRefuse() {
        String removals = """
                @Service class Removals {
                    Jobs jobs; CacheManager caches;
                    @Transactional public void checked(Set<Long> ids) { jobs.deleteAllByIdIn(ids); caches.getCache("people").clear(); }
                    @Transactional public void both(Set<Long> ids) { jobs.deleteAllByIdIn(ids); caches.getCache("people").clear(); }
                }
                @RestController class C {
                    People people; Removals removals;
                    @DeleteMapping("/checked") void checked(Set<Long> ids) { if (people.countByJobs(ids) > 0) { throw new IllegalStateException(); } removals.checked(ids); }
                    @DeleteMapping("/both") void both(Set<Long> ids) { if (people.countByJobs(ids) > 0) { throw new IllegalStateException(); } removals.both(ids); }
                    @DeleteMapping("/other") void other(Set<Long> ids) { removals.both(ids); }
                }
                """;
        assertThat(Compiled.audit(folder, Shop.BASE + MODEL + READ + removals).findings().stream()
                        .filter(finding -> finding.rule() == Rule.EVICT_BEFORE_COMMIT)
                        .map(Finding::entry))
                .containsExactly("Removals.both");
    }

    private static final String CHANGES = """
            @RestController class C {
                Jobs jobs;
                @PutMapping("/title") @Transactional public void title(Long id, String title) { jobs.call(id, title); }
                @PutMapping("/rank") @Transactional public void rank(Long id, int rank) { jobs.rank(id, rank); }
            }
            """;

    @Test
    void aColumnOfWhatIsFetchedAlong_countsIfItIsHandedOut() {
        String shown = "write-without-eviction PUT /title";
        String hidden = "write-without-eviction PUT /rank";
        assertThat(stale(MODEL, READ, CHANGES)).containsExactly(shown);
        assertThat(stale(MODEL, READ.replace("job.getTitle()", "\"one\""), CHANGES))
                .as("nothing is shown of it")
                .isEmpty();
        assertThat(stale(MODEL, READ.replace("public PersonView", "public Object"), CHANGES))
                .as("what is handed out may be the entity")
                .containsExactlyInAnyOrder(shown, hidden);
        assertThat(stale(
                        MODEL,
                        READ.replace("record JobView(String title)", "record JobView(String title, Person of)")
                                .replace("job.getTitle()", "job.getTitle(), person"),
                        CHANGES))
                .as("what is handed out holds the entity")
                .containsExactlyInAnyOrder(shown, hidden);
        assertThat(stale(MODEL.replace("private int rank", "int rank"), READ, CHANGES))
                .as("the field can be read without a method")
                .containsExactlyInAnyOrder(shown, hidden);
        assertThat(stale(
                        MODEL,
                        READ.replace("Person person =", "Object copy = new Object(); Person person =")
                                .replace(
                                        "return new",
                                        "org.springframework.beans.BeanUtils.copyProperties(person, copy); return new"),
                        CHANGES))
                .as("a library may look at all of it")
                .containsExactlyInAnyOrder(shown, hidden);
    }

    @Test
    void anEntityThatIsKeptItself_isShownByWhoeverElseGetsIt() {
        String kept = """
                record JobView(String title) {}
                @Service class Kept {
                    People people; org.springframework.data.redis.core.RedisTemplate<String, Person> redis;
                    public List<JobView> view(Long id) {
                        Person person = redis.opsForValue().get("people:" + id);
                        if (person == null) {
                            person = people.findById(id).orElseThrow();
                            redis.opsForValue().set("people:" + id, person, Duration.ofDays(1));
                        }
                        return person.getJobs().stream().map(job -> new JobView(job.getTitle())).toList();
                    }
                }
                """;
        String other = """
                @Service class Other {
                    org.springframework.data.redis.core.RedisTemplate<String, Person> redis;
                    public Person whole(Long id) { return redis.opsForValue().get("people:" + id); }
                }
                """;
        assertThat(stale(MODEL, kept, CHANGES)).containsExactly("write-without-eviction PUT /title");
        assertThat(stale(MODEL, kept, other, CHANGES))
                .containsExactlyInAnyOrder("write-without-eviction PUT /title", "write-without-eviction PUT /rank");
    }

    @Test
    void aPostedRow_thatIsRefusedIfItsNameIsThere_isNew() {
        String posts = """
                @RestController class C {
                    People people;
                    @PostMapping("/new") void add(Person person) { if (people.findByName(person.getName()) != null) { throw new IllegalStateException("taken"); } people.save(person); }
                    @PutMapping("/rename") void rename(Person person) { if (people.findByName(person.getName()) != null) { throw new IllegalStateException("taken"); } people.save(person); }
                    @PostMapping("/any") void any(Person person) { people.save(person); }
                    @PostMapping("/same") void same(Person person) {
                        Person other = people.findByName(person.getName());
                        if (other != null && !other.getId().equals(person.getId())) { throw new IllegalStateException("taken"); }
                        people.save(person);
                    }
                }
                """;
        assertThat(stale(MODEL, READ, posts))
                .containsExactlyInAnyOrder(
                        "write-without-eviction PUT /rename",
                        "write-without-eviction POST /any",
                        "write-without-eviction POST /same");
        assertThat(stale(MODEL.replace("@jakarta.persistence.GeneratedValue", ""), READ, posts))
                .as("the client names the row")
                .contains("write-without-eviction POST /new");
    }

    @Test
    void anEvictionOfAllThatIsGivenOrFound_runsIfThereIsAny() {
        String evictions = """
                @RestController class C {
                    Prices prices; CacheManager caches;
                    @PutMapping("/p") void put(Long id, List<Price> given) {
                        prices.annotate(id, "x");
                        List<Price> all = given.isEmpty() ? prices.findByMinorGreaterThan(1) : given;
                        if (ASKED) { caches.getCache("prices").evict(id); }
                    }
                }
                """;
        assertThat(stale(Shop.ONE, evictions.replace("ASKED", "!all.isEmpty()")))
                .isEmpty();
        assertThat(stale(Shop.ONE, evictions.replace("ASKED", "all.size() > 3")))
                .containsExactly("evicted-on-some-paths PUT /p");
    }
}
