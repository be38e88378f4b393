package io.freshet.salon;

import io.freshet.Freshet;
import io.freshet.control.Scope;
import io.freshet.salon.ApiDescription.Operation;
import io.freshet.salon.MatrixMutations.Attempt;
import io.freshet.salon.MatrixReads.Read;
import io.freshet.salon.job.NoShowSweep;
import io.freshet.salon.job.PriceListJob;
import io.freshet.spring.database.WriteCapture;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every mutation that the API describes, and every writer that goes past it, with every cached read: what was cached before is right after it on both
 * instances, and what the mutation has nothing to do with is cached still, also in another salon.
 */
@SalonTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InvalidationMatrixITests {

    private static final String NOBODY_WAITS = "1h";
    private static final Duration QUIET = Duration.ofSeconds(3);

    @Autowired
    private Freshet freshet;

    @Autowired
    private Environment environment;

    @Autowired
    private WriteCapture capture;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private NoShowSweep sweep;

    @Autowired
    private PriceListJob prices;

    private final Set<String> changed = new TreeSet<>();
    private final Map<String, Set<Operation>> writers = new HashMap<>();
    private ConfigurableApplicationContext second;
    private RowChanges rows;
    private ApiDescription api;
    private MatrixSalon salon;
    private MatrixMutations mutations;
    private MatrixReads reads;
    private List<SalonClient> instances;
    private MatrixRow others;
    private MatrixSalon otherSalon;
    private long start;
    private String by = "";
    private int written;
    private int cells;

    @BeforeAll
    void open(@LocalServerPort int port) {
        second = AnotherSalon.beside(environment); // and nobody else asks it
        keepEntries();
        var here = SalonClient.anonymous("http://localhost:" + port);
        var there = SalonClient.anonymous(
                "http://localhost:" + second.getEnvironment().getProperty("local.server.port"));
        start = System.nanoTime();
        api = ApiDescription.of(here);
        salon = MatrixSalon.open(here);
        otherSalon = MatrixSalon.open(here);
        mutations = new MatrixMutations(api, salon);
        reads = new MatrixReads(api, salon.owner(there), second.getBean(Freshet.class), salon::values);
        instances = List.of(salon.owner(), salon.owner(there));
        var othersReads =
                new MatrixReads(api, otherSalon.owner(there), second.getBean(Freshet.class), otherSalon::values);
        others = new MatrixRow(List.of(otherSalon.owner(), otherSalon.owner(there)), othersReads.all());
        rows = RowChanges.watch(jdbc);
        keepOthers();
    }

    /**
     * What is read for the first time depends on all salons, until the triggers tell the rows that it read; from that moment on it is untrue. An instance
     * that looks at the triggers takes what the other has installed for a change, once.
     */
    private void keepOthers() {
        awaitOthers();
        var nothing = new Shapes(Set.of());
        capture.installLate(nothing); // looks first
        second.getBean(WriteCapture.class).installLate(nothing);
        awaitOthers();
    }

    private void awaitOthers() {
        others.prime();
        await().during(QUIET).atMost(Duration.ofMinutes(1)).until(() -> {
            var isKept = others.isKept();
            others.prime();
            return isKept;
        });
    }

    @AfterAll
    void close() {
        rows.close();
        salon.close();
        otherSalon.close();
        freshet.caches().forEach(cache -> freshet.controls().takeBack(Scope.cache(cache.name()), "ttl", "the matrix"));
        second.close();
    }

    /** No entry expires by itself in the midst of it: that would look as if it had been evicted. */
    private void keepEntries() {
        for (var cache : freshet.caches()) {
            freshet.controls().set(Scope.cache(cache.name()), "ttl", NOBODY_WAITS, "the matrix");
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> second.getBean(Freshet.class).caches().stream()
                        .allMatch(cache -> cache.policy().timeToLive().equals(Duration.ofHours(1))));
    }

    @Test
    @Order(1)
    void everyCache_isRead_andItsDependenciesAreKnown() {
        var templates = freshet.caches().stream()
                .map(cache -> cache.template().toString())
                .collect(toSet());

        assertThat(reads.all().stream().flatMap(read -> read.templates().stream()))
                .containsAll(templates);
        assertThat(CacheDependencies.templates()).isEqualTo(templates);
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> mutation_isSeenByEveryCachedRead_andEvictsNoOther() {
        return api.operations().stream()
                .filter(Operation::isMutation)
                .map(mutation -> DynamicTest.dynamicTest(mutation.toString(), () -> compare(mutation)));
    }

    private void compare(Operation mutation) {
        var attempt = mutations.prepare(mutation);
        var concerned = Stream.concat(reads.all().stream(), reads.of(mutation.path(), attempt.address()).stream());
        compare(concerned.distinct().toList(), () -> send(attempt));
        rows.of(salon.tenant())
                .forEach(change -> writers.computeIfAbsent(change.table(), unseen -> new LinkedHashSet<>())
                        .add(mutation));
    }

    private void compare(List<Read> concerned, Runnable write) {
        var row = new MatrixRow(instances, concerned);
        row.prime();
        rows.forget();

        write.run();

        var mistakes = row.compare(rows.of(salon.tenant()));
        var othersMistakes = others.forgotten();
        written++;
        cells += row.cells();
        changed.addAll(row.changed());
        assertThat(mistakes).isEmpty();
        assertThat(rows.of(otherSalon.tenant())).as("written in another salon").isEmpty();
        assertThat(othersMistakes).as("in another salon").isEmpty();
    }

    private static void send(Attempt attempt) {
        var answer = attempt.send();
        assertThat(answer.status())
                .as(attempt.operation() + " with " + attempt.body() + ": " + answer.body())
                .isBetween(200, 299);
    }

    @Test
    @Order(3)
    void bulkUpdate_isSeenByEveryCachedRead_andEvictsNoOther() {
        missAppointment();

        compare(reads.all(), () -> assertThat(sweep.sweep()).isPositive());
    }

    private void missAppointment() {
        VisitSteps.newAppointment(
                salon.owner(), salon.id("barberId"), salon.yesterday().toString(), "23:00");
    }

    @Test
    @Order(3)
    void plainJdbc_isSeenByEveryCachedRead_andEvictsNoOther() {
        jdbc.sql("insert into planned_price (tenant_id, service_id, price_minor, valid_from) values (?, ?, ?, ?)")
                .params(salon.tenant(), salon.id("serviceId"), 4321, salon.today())
                .update();

        compare(reads.all(), () -> assertThat(prices.run()).isPositive());
    }

    /** Nobody in the application waits for a writer outside of it: its write is seen within the staleness bound. */
    @Test
    @Order(3)
    void psql_isSeenByEveryCachedRead_andEvictsNoOther() {
        salon.workAllWeek();
        mutations.make("/api/appointments");
        mutations.make("/api/bookings");
        var slots = VisitSteps.bookedSlots(salon.id("barberId"), salon.today().toString());

        compare(reads.all(), () -> {
            var before = salon.owner().get(slots).body();
            by = PsqlScript.barberIsIll(
                    environment,
                    salon.tenant(),
                    salon.id("barberId"),
                    salon.today().toString());
            instances.forEach(instance -> await().atMost(Duration.ofMinutes(1))
                    .until(() -> !instance.get(slots).body().equals(before)));
        });
    }

    @Test
    @Order(4)
    void everyMutation_wasMade_andEveryCacheMadeAnotherByOne() {
        long mutationsOfApi =
                api.operations().stream().filter(Operation::isMutation).count();
        System.out.println(
                "The matrix: " + written + " writers (" + mutationsOfApi + " mutations, bulk JPQL, JDBC, " + by
                        + "), " + cells + " cells on 2 instances and " + others.cells() + " in another salon, in "
                        + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");

        assertThat(others.compare(List.of())).as("in another salon").isEmpty();
        assertThat(others.changed()).as("in another salon").isEmpty();
        assertThat(written).isEqualTo(mutationsOfApi + 3);
        assertThat(changed).isEqualTo(CacheDependencies.templates());
    }

    /**
     * The matrix finds what it is to find: while a table tells nothing, some write to it leaves an answer stale. Not in each build, since it is about the
     * matrix: {@code -Dsalon.matrix.break=bill} for one table, {@code all} for each, and {@code -Dfreshet.capture-check=0}, since an instance notices soon
     * that triggers are gone. The witness sees it as well and says so: the cases are green, and the test ends red.
     */
    @TestFactory
    @Order(5)
    @EnabledIfSystemProperty(named = "salon.matrix.break", matches = ".+")
    Stream<DynamicTest> whileATableTellsNothing_aWriteToItIsSeenToLeaveAnAnswerStale() {
        var triggers = new BrokenTriggers(jdbc);
        var wanted = System.getProperty("salon.matrix.break");
        jdbc.sql("delete from time_off where tenant_id = ?")
                .param(salon.tenant())
                .update();
        return triggers.tables().stream()
                .filter(table -> wanted.equals("all") || wanted.equals(table))
                .map(table -> DynamicTest.dynamicTest(
                        table,
                        () -> assertThat(writes(triggers, table).anyMatch(write -> isSeenStale(triggers, table, write)))
                                .as("one of the writes to " + table + " is seen")
                                .isTrue()));
    }

    /** What the API writes there, then each column by itself. */
    private Stream<Runnable> writes(BrokenTriggers triggers, String table) {
        var byApi = writers.getOrDefault(table, Set.of()).stream().map(mutation -> {
            var attempt = mutations.prepare(mutation);
            return (Runnable) attempt::send;
        });
        var byJdbc = triggers.writes(table, salon.tenant()).stream()
                .map(sql -> (Runnable) () -> jdbc.sql(sql).update());
        return Stream.concat(byApi, byJdbc);
    }

    private boolean isSeenStale(BrokenTriggers triggers, String table, Runnable write) {
        var row = new MatrixRow(instances, reads.all());
        row.prime();
        rows.forget();
        triggers.disable(table);
        try {
            write.run();
            return row.compare(rows.of(salon.tenant())).stream().anyMatch(mistake -> mistake.startsWith("stale"));
        } catch (DataIntegrityViolationException refused) {
            return false;
        } finally {
            triggers.enable(table);
            freshet.invalidateTenant(Long.toString(salon.tenant()));
        }
    }
}
