package io.freshet.capture.observe;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.Database;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.capture.postgres.PostgresReadTables;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Entries that declare nothing, of rows that their statements pin: what goes, and what stays. */
class ObservedRowsITests {

    /** Longer than machines usually stand still: a lease that has ended meanwhile would make a hit a load. A first write waits for a fifth of it. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final int ROUNDS = 8;
    private static final int QUERIES = 25;
    private static final int WRITES = 10;

    private final Map<Integer, RandomQuery> queries = new HashMap<>();
    private Database database;
    private Freshet freshet;
    private PostgresReadTables tables;
    private Connection connection;
    private Cache<Integer, String> cache;

    @BeforeEach
    void begin() throws SQLException {
        database = Database.create();
        database.run(
                "CREATE TABLE visit (id serial PRIMARY KEY, client int, kind text, on_day date, opened boolean, ref uuid,"
                        + " total bigint, note text, tenant_id int)");
        database.run("CREATE TABLE note (id serial PRIMARY KEY, client int, kind text, more text)");
        DataSource own = database.dataSource();
        PostgresCapture.install(own, Set.of(), CaptureOptions.defaults());
        freshet = Freshet.builder()
                .bound(BOUND)
                .outbox(PostgresOutbox.of(own::getConnection, "public", OutboxSettings.defaults()))
                .observer(new StatementObserver())
                .build();
        tables = new PostgresReadTables(
                own,
                "tenant_id",
                names -> PostgresCapture.install(own, names, CaptureOptions.defaults())
                        .isChanged(),
                Duration.ZERO,
                Duration.ofMinutes(5));
        connection = new CapturedDataSource(own, PostgresTransactionTags.inSchema("public"), freshet.changes(), tables)
                .getConnection();
        cache = freshet.cache("query:{number}", Integer.class, String.class)
                .timeToLive(Duration.ofMinutes(10))
                .build();
        await(() -> freshet.status().leaseRuns());
    }

    @AfterEach
    void end() throws SQLException {
        connection.close();
        freshet.close();
        tables.close();
    }

    private void tell(Shape... shapes) {
        freshet.shapes()
                .add(PostgresCapture.install(
                                database.dataSource(), new Shapes(Set.of(shapes)), CaptureOptions.defaults())
                        .told());
    }

    @Test
    void aWriteToOtherRows_orToColumnsThatAreNotRead_leavesTheEntry() {
        tell(Shape.of("visit", Set.of("client"), Set.of("client", "total")));
        write("INSERT INTO visit (client, total) VALUES (1, 10), (2, 20)");
        query(0, "SELECT sum(v.total) FROM visit v WHERE v.client = ?", 1);
        keptAs(0, "10|");
        String[] others = {
            "UPDATE visit SET total = 21 WHERE client = 2",
            "INSERT INTO visit (client, total) VALUES (3, 1)",
            "UPDATE visit SET note = 'x'",
            "DELETE FROM visit WHERE client = 3"
        };
        for (String other : others) {
            write(other);
            assertThat(loads(() -> read(0))).as(other).isZero();
        }
        write("UPDATE visit SET client = 1 WHERE client = 2");
        assertThat(read(0)).isEqualTo("31|");
        keptAs(0, "31|");
        write("UPDATE visit SET total = 5 WHERE total = 21");
        assertThat(read(0)).isEqualTo("15|");
        keptAs(0, "15|");
        write("TRUNCATE visit");
        assertThat(read(0)).isEqualTo("null|");
    }

    @Test
    void whatNoShapeCovers_countsAsTheWholeTable() {
        tell(
                Shape.of("visit", Set.of("client"), Set.of("client", "total")),
                Shape.of("note", Set.of("client", "kind"), Set.of()));
        write("INSERT INTO visit (client, total, note) VALUES (1, 10, 'a'), (2, 20, 'b')");
        query(0, "SELECT total, note FROM visit WHERE client = ?", 1); // reads a column that no shape has
        query(1, "SELECT total FROM visit WHERE client = ? OR total = 7", 1);
        query(2, "SELECT more FROM note WHERE client = ?", 1); // pins fewer columns than any shape
        query(3, "SELECT v.total FROM visit v JOIN visit w ON w.total = v.total + 10 WHERE v.client = ?", 1);
        query(4, "SELECT total FROM visit WHERE client = ? AND xmin IS NOT NULL", 1);
        for (int number = 0; number < 5; number++) {
            keep(number);
            write(
                    number == 2
                            ? "INSERT INTO note (client) VALUES (9)"
                            : "UPDATE visit SET total = total WHERE client = 2");
            int one = number;
            assertThat(loads(() -> read(one))).as(queries.get(number).sql()).isEqualTo(1);
        }
    }

    @Test
    void everyValueOfAnInList_andEveryExecution_counts() {
        tell(Shape.of("visit", Set.of("client"), Set.of()));
        query(0, "SELECT count(*) FROM visit WHERE client IN (?, ?, 7)", 1, 2);
        for (int client : new int[] {1, 2, 7}) {
            keep(0);
            write("INSERT INTO visit (client) VALUES (" + client + ")");
            assertThat(loads(() -> read(0))).as("client " + client).isEqualTo(1);
        }
        keep(0);
        write("INSERT INTO visit (client) VALUES (3)");
        assertThat(loads(() -> read(0))).isZero();
    }

    @Test
    void valuesThatTheDatabaseReadsOtherwise_meanTheWholeTable() {
        tell(Shape.of("visit", Set.of("client"), Set.of()), Shape.of("visit", Set.of("on_day"), Set.of()));
        queries.put(0, new RandomQuery("SELECT count(*) FROM visit WHERE client = '01'", List.of()));
        queries.put(1, new RandomQuery("SELECT count(*) FROM visit WHERE on_day = '2026-1-1'", List.of()));
        bind(2, "01", Types.OTHER);
        bind(3, (1L << 32) + 1, Types.INTEGER); // cut by the driver
        bind(4, 1.0, Types.DOUBLE);
        bind(5, "", Types.OTHER); // null
        for (int number = 0; number < 6; number++) {
            keep(number);
            write("INSERT INTO visit (client, on_day) VALUES (1, '2026-01-01')");
            int one = number;
            assertThat(loads(() -> read(one)))
                    .as(queries.get(number).toString())
                    .isEqualTo(1);
            assertThat(read(number)).isEqualTo(past(queries.get(number)));
        }
    }

    private void bind(int number, Object value, int type) {
        RandomQuery.Parameter parameter = new RandomQuery.Parameter(value, type);
        queries.put(number, new RandomQuery("SELECT count(*) FROM visit WHERE client = ?", List.of(parameter)));
    }

    @Test
    void rowSecurity_makesAnAnswerDependOnColumnsThatTheStatementDoesNotName() {
        database.run("ALTER TABLE visit ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON visit USING (opened)");
        tell(Shape.of("visit", Set.of("client"), Set.of("client", "total")));
        write("INSERT INTO visit (client, total, opened) VALUES (1, 10, true)");
        query(0, "SELECT total FROM visit WHERE client = ?", 1);
        keep(0);
        write("UPDATE visit SET opened = false");
        assertThat(loads(() -> read(0))).isEqualTo(1);
    }

    /** Random queries over two tables, with shapes of all kinds, after random writes: what is cached is what is there. */
    @Test
    void cachedEqualsUncached() {
        int stayed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            tell(shapes(random));
            for (int number = 0; number < QUERIES; number++) {
                queries.put(number, RandomQuery.of(random));
            }
            freshet.invalidateAll();
            for (int i = 0; i < WRITES; i++) {
                queries.keySet().forEach(this::read);
                String text = randomWrite(random);
                write(text);
                for (Map.Entry<Integer, RandomQuery> query : queries.entrySet()) {
                    long before = cache.meter().loads();
                    String cached = read(query.getKey());
                    stayed += cache.meter().loads() == before ? 1 : 0;
                    assertThat(cached)
                            .as("round %s, after %s: %s", round, text, query.getValue())
                            .isEqualTo(past(query.getValue()));
                }
            }
        }
        assertThat(stayed).as("entries that stayed after a write").isGreaterThan(ROUNDS * WRITES);
    }

    private static Shape[] shapes(Random random) {
        List<Shape> shapes = new ArrayList<>();
        List<String> columns = List.of("client", "kind", "on_day", "opened", "ref", "total", "note");
        for (int i = 0; i < 3; i++) {
            List<String> pinned = some(random, columns.subList(0, 6), 1 + random.nextInt(4) / 3);
            shapes.add(Shape.of("visit", pinned, random.nextBoolean() ? List.of() : some(random, columns, 4)));
        }
        List<String> ofNotes = List.of("client", "kind", "more");
        shapes.add(
                Shape.of("note", some(random, ofNotes, random.nextInt(2)), some(random, ofNotes, random.nextInt(3))));
        return shapes.stream().filter(shape -> !shape.isWholeTable()).distinct().toArray(Shape[]::new);
    }

    private static List<String> some(Random random, List<String> columns, int count) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(columns.get(random.nextInt(columns.size())));
        }
        return some;
    }

    private static String randomWrite(Random random) {
        int client = random.nextInt(3);
        String kind = "'" + RandomQuery.TEXTS.get(random.nextInt(RandomQuery.TEXTS.size())) + "'";
        String where = " WHERE client = " + random.nextInt(3) + " OR client IS NULL";
        String day = "'" + RandomQuery.day(random.nextInt(3)) + "'";
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                "INSERT INTO visit (client, kind, on_day, opened, ref, total, note) VALUES (" + client + ", " + kind
                        + ", "
                        + day + ", " + random.nextBoolean() + ", '" + RandomQuery.id(random.nextInt(3)) + "', "
                        + random.nextInt(3) + ", 'n')";
            case 3 -> "UPDATE visit SET client = " + client + where;
            case 4 -> "UPDATE visit SET kind = " + kind + where;
            case 5 -> "UPDATE visit SET total = total + 1, on_day = " + day + where;
            case 6 -> "UPDATE visit SET opened = NOT opened, note = note || 'm'" + where;
            case 7 -> "UPDATE visit SET client = NULL, ref = NULL WHERE total = " + random.nextInt(3);
            case 8 -> "DELETE FROM visit WHERE client = " + client;
            case 9 -> "INSERT INTO note (client, kind, more) VALUES (" + client + ", " + kind + ", 'm')";
            case 10 -> "UPDATE note SET kind = " + kind + ", more = more || 'x'" + where;
            default -> "DELETE FROM note" + where;
        };
    }

    private void query(int number, String sql, Object... parameters) {
        List<RandomQuery.Parameter> bound = new ArrayList<>();
        for (Object parameter : parameters) {
            bound.add(new RandomQuery.Parameter(parameter, Types.NULL));
        }
        queries.put(number, new RandomQuery(sql, bound));
    }

    private void keptAs(int number, String value) {
        keep(number);
        assertThat(read(number)).isEqualTo(value);
    }

    /** Reads until the answer is kept: tables get their triggers when they are first read. */
    private void keep(int number) {
        await(() -> {
            read(number);
            return loads(() -> read(number)) == 0;
        });
    }

    private int loads(Runnable action) {
        await(() -> freshet.status().leaseRuns());
        long before = cache.meter().loads();
        action.run();
        return (int) (cache.meter().loads() - before);
    }

    private String read(int number) {
        return String.valueOf(cache.get(number, key -> past(queries.get(key))));
    }

    private String past(RandomQuery query) {
        try {
            return query.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(query.toString(), e);
        }
    }

    private void write(String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited long enough").isNegative();
            LockSupport.parkNanos(2_000_000);
        }
    }
}
