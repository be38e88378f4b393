package io.freshet.capture.r2dbc;

import io.freshet.change.ChangeSet;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** On H2, which is in this process. */
class CapturedConnectionFactoryTests {

    /** What keys carry a write on to is told with its schema, too. */
    private static final Set<String> VISIT_AND_LINE = Set.of(
            "table/visit", "table/visit?", "table/line", "table/line?", "table/public.line", "table/public.line?");

    private final List<ChangeSet> changes = new CopyOnWriteArrayList<>();
    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final ConnectionFactory h2 = ConnectionFactories.get(
            "r2dbc:h2:mem:///reactive" + System.identityHashCode(this) + "?options=DB_CLOSE_DELAY=-1");
    private final CapturedConnectionFactory factory = new CapturedConnectionFactory(h2, change -> {
        assertThat(Schedulers.isInNonBlockingThread()).isFalse();
        seen.add(rows());
        changes.add(change);
    });
    private Connection plain;
    private Connection connection;

    @BeforeEach
    void connect() {
        plain = once(h2.create());
        for (String sql : List.of(
                "CREATE TABLE visit (id int PRIMARY KEY, price int)",
                "CREATE TABLE line (id int PRIMARY KEY, visit int REFERENCES visit (id) ON DELETE CASCADE)",
                "CREATE TABLE stone (id int PRIMARY KEY, visit int REFERENCES visit (id))",
                "INSERT INTO visit VALUES (1, 10)")) {
            run(plain, sql);
        }
        connection = once(factory.create());
    }

    @AfterEach
    void close() {
        Mono.from(connection.close()).block();
        run(plain, "SHUTDOWN");
    }

    private static <T> T once(Publisher<? extends T> publisher) {
        T value = Mono.from(publisher).block();
        if (value == null) {
            throw new IllegalStateException("nothing");
        }
        return value;
    }

    private static void run(Connection connection, String sql) {
        Flux.from(connection.createStatement(sql).execute())
                .flatMap(Result::getRowsUpdated)
                .then()
                .block();
    }

    private Object rows() {
        Connection other = once(h2.create());
        try {
            return once(Flux.from(
                            other.createStatement("SELECT count(*) FROM visit").execute())
                    .flatMap(result -> result.map((row, metadata) -> row.get(0, Long.class)))
                    .single());
        } finally {
            Mono.from(other.close()).block();
        }
    }

    private TreeSet<String> told() {
        TreeSet<String> names = new TreeSet<>();
        changes.forEach(change -> change.tags().stream().map(Tag::name).forEach(names::add));
        changes.clear();
        return names;
    }

    @Test
    void commit_tellsTheTables_whenOthersSeeThem_andBeforeItCompletes() {
        Mono.from(connection.beginTransaction()).block();
        run(connection, "INSERT INTO visit VALUES (2, 20)");
        assertThat(changes).isEmpty();
        Mono.from(connection.commitTransaction()).block();
        assertThat(seen).containsExactly(2L);
        assertThat(told()).containsExactly("table/visit", "table/visit?");
    }

    @Test
    void rollback_tellsNothing() {
        Mono.from(connection.beginTransaction()).block();
        run(connection, "INSERT INTO visit VALUES (2, 20)");
        Mono.from(connection.rollbackTransaction()).block();
        Mono.from(connection.beginTransaction()).block();
        Mono.from(connection.commitTransaction()).block();
        assertThat(changes).isEmpty();
    }

    @Test
    void statementOutsideATransaction_isToldBeforeItCompletes_withBoundValuesToo() {
        Flux.from(connection
                        .createStatement("UPDATE visit SET price = $1 WHERE id = $2")
                        .bind(0, 5)
                        .bind(1, 1)
                        .execute())
                .flatMap(Result::getRowsUpdated)
                .then()
                .block();
        assertThat(told()).isEqualTo(VISIT_AND_LINE);
    }

    @Test
    void query_tellsNothing() {
        Flux.from(connection.createStatement("SELECT * FROM visit").execute())
                .flatMap(result -> result.map((row, metadata) -> 1))
                .then()
                .block();
        assertThat(changes).isEmpty();
    }

    @Test
    void deletion_isFollowedAlongKeysWithARule() {
        run(connection, "DELETE FROM visit WHERE id = 1");
        assertThat(told()).isEqualTo(VISIT_AND_LINE);
    }

    @Test
    void statementThatCannotBeRead_tellsEverything() {
        run(connection, "CALL 1");
        assertThat(told()).containsExactly(Tags.ALL);
    }

    @Test
    void batch_isTold() {
        Flux.from(connection
                        .createBatch()
                        .add("INSERT INTO visit VALUES (3, 3)")
                        .add("INSERT INTO stone VALUES (1, 3)")
                        .execute())
                .flatMap(Result::getRowsUpdated)
                .then()
                .block();
        assertThat(told()).containsExactly("table/stone", "table/stone?", "table/visit", "table/visit?");
    }

    @Test
    void failure_isTold_sinceItMayHaveWritten_andStaysAFailure() {
        assertThatThrownBy(() -> run(connection, "INSERT INTO visit VALUES (1, 1)"))
                .hasMessageContaining("primary key");
        assertThat(told()).containsExactly("table/visit", "table/visit?");
    }

    @Test
    void cancelled_isToldWhenTheConnectionIsGivenBack() {
        Connection other = once(factory.create());
        Mono.from(other.createStatement("INSERT INTO visit VALUES (4, 4)").execute())
                .block();
        Mono.from(other.close()).block();
        assertThat(told()).containsExactly("table/visit", "table/visit?");
    }

    @Test
    void wrapped_canBeUnwrapped() {
        assertThat(factory.unwrap()).isSameAs(h2);
        assertThat(factory.getMetadata().getName()).isEqualTo("H2");
        assertThat(((Wrapped<?>) connection).unwrap()).isNotNull();
        assertThat(connection).isEqualTo(connection).hasSameHashCodeAs(connection);
    }
}
