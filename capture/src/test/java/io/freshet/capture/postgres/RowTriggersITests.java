package io.freshet.capture.postgres;

import io.freshet.tag.RowsDependency;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

import java.io.StringReader;
import java.sql.Connection;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways of writing against shapes: exactly the rows that were touched are told, before and after. */
@Tag("long")
class RowTriggersITests {

    private static final String TWO_ROWS = "INSERT INTO visit VALUES (1, 5, 6, '2026-11-21', 'open', 'x', 1.0, '{}'),"
            + " (2, 8, 6, '2026-11-22', 'open', 'y', 1.0, '{}')";

    private static Database database;

    @BeforeAll
    static void install() {
        database = Database.create();
        String columns =
                "(id int PRIMARY KEY, barber_id int, tenant_id int, day date, status text, note text, price numeric, extra json)";
        database.run("CREATE TABLE visit " + columns);
        database.run("CREATE TABLE visit_audit " + columns.replace(" PRIMARY KEY", ""));
        database.run(
                "CREATE TABLE slot (id int, barber_id int, day int, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)");
        database.run("CREATE TABLE slot_1 PARTITION OF slot FOR VALUES FROM (1) TO (10)");
        database.run("CREATE TABLE slot_2 PARTITION OF slot FOR VALUES FROM (10) TO (20)");
        database.run("CREATE TABLE person (id int PRIMARY KEY, name text)");
        database.run("CREATE TABLE client (vip boolean) INHERITS (person)");
        database.run("CREATE TYPE weekday AS ENUM ('MONDAY', 'TUESDAY')");
        database.run(
                "CREATE TABLE typed (id int PRIMARY KEY, s smallint, b bigint, t text, v varchar(600), u uuid, o boolean, d date, e weekday)");
        PostgresCapture.install(database.dataSource(), new Shapes(shapes()), CaptureOptions.defaults());
    }

    private static Set<Shape> shapes() {
        Set<Shape> shapes = new LinkedHashSet<>(List.of(
                Shape.of("slot", List.of("barber_id"), List.of()),
                Shape.of("person", List.of("name"), List.of()),
                Shape.of("client", List.of("vip"), List.of()),
                Shape.of("visit_audit", List.of("barber_id"), List.of("status")),
                Shape.of("visit", List.of("barber_id", "day"), List.of()),
                Shape.of("visit", List.of("barber_id"), List.of("status")),
                Shape.of("visit", List.of(), List.of("price", "extra"))));
        Stream.of("s", "b", "t", "v", "u", "o", "d", "e")
                .forEach(column -> shapes.add(Shape.of("typed", List.of(column), List.of())));
        return shapes;
    }

    @BeforeEach
    void empty() {
        database.run("TRUNCATE visit, visit_audit, slot, person, client, typed");
    }

    /** A way of writing with what it tells: days by barber (D), statuses by barber (S), prices (P). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INSERT INTO visit (id, barber_id, tenant_id, day) VALUES (3, 5, 7, '2026-12-01')        | D5:2026-12-01@7 S5@7 P@7
            INSERT INTO visit (id, barber_id, tenant_id, day) SELECT 3, 5, 7, NULL WHERE false      |
            INSERT INTO visit (id) VALUES (3)                                                       | D~:~@? S~@? P@?
            UPDATE visit SET day = '2026-11-23' WHERE id = 1                                        | D5:2026-11-21@6 D5:2026-11-23@6
            UPDATE visit SET barber_id = 9 WHERE id = 1                                             | D5:2026-11-21@6 D9:2026-11-21@6 S5@6 S9@6
            UPDATE visit SET status = 'done' WHERE id = 1                                           | D5:2026-11-21@6 S5@6
            UPDATE visit SET note = 'z' WHERE id = 1                                                | D5:2026-11-21@6
            UPDATE visit SET price = 1.00 WHERE id = 1                                              | D5:2026-11-21@6 P@6
            UPDATE visit SET extra = '{ }' WHERE id = 1                                             | D5:2026-11-21@6 P@6
            UPDATE visit SET status = 'open', note = note                                           |
            UPDATE visit SET status = CASE id WHEN 1 THEN 'done' ELSE status END                    | D5:2026-11-21@6 S5@6
            UPDATE visit SET id = 7 WHERE id = 1                                                    | D5:2026-11-21@6 S5@6 P@6
            UPDATE visit SET tenant_id = 7 WHERE id = 1                                             | D5:2026-11-21@6 D5:2026-11-21@7 S5@6 S5@7 P@6 P@7
            UPDATE visit SET status = 'done' WHERE id = -1                                          |
            DELETE FROM visit WHERE id = 2                                                          | D8:2026-11-22@6 S8@6 P@6
            DELETE FROM visit                                                                       | D5:2026-11-21@6 S5@6 D8:2026-11-22@6 S8@6 P@6
            TRUNCATE visit                                                                          | ?
            INSERT INTO visit VALUES (1) ON CONFLICT DO NOTHING                                     |
            INSERT INTO visit VALUES (1) ON CONFLICT (id) DO UPDATE SET status = 'late'             | D5:2026-11-21@6 S5@6
            INSERT INTO visit (id, barber_id, tenant_id, day) VALUES (1, 1, 1, NULL), (4, 4, 6, '2026-11-04') ON CONFLICT (id) DO UPDATE SET note = 'b' | D5:2026-11-21@6 D4:2026-11-04@6 S4@6 P@6
            MERGE INTO visit v USING (VALUES (1), (4)) n (id) ON v.id = n.id WHEN MATCHED THEN UPDATE SET status = 'm' WHEN NOT MATCHED THEN INSERT (id, barber_id, tenant_id, day) VALUES (4, 4, 6, '2026-11-04') | D5:2026-11-21@6 S5@6 D4:2026-11-04@6 S4@6 P@6
            MERGE INTO visit v USING (VALUES (2)) n (id) ON v.id = n.id WHEN MATCHED THEN DELETE    | D8:2026-11-22@6 S8@6 P@6
            WITH gone AS (DELETE FROM visit WHERE id = 1 RETURNING id) UPDATE visit SET note = 'w' WHERE id = 2 | D5:2026-11-21@6 S5@6 P@6 D8:2026-11-22@6
            """)
    void write_tellsTheRowsThatItTouched(String sql, @Nullable String told) {
        database.run(TWO_ROWS);
        assertThat(database.tagsOf(sql)).isEqualTo(names(told == null ? "" : told));
    }

    private static TreeSet<String> names(String told) {
        TreeSet<String> names = new TreeSet<>();
        for (String word : told.strip().split(" ")) {
            if (word.equals("?")) {
                names.add("table/visit?");
            } else if (!word.isEmpty()) {
                String[] parts = word.substring(1).split("@");
                String[] values = parts[0].split(":");
                String name = switch (word.charAt(0)) {
                    case 'D' -> "rows/visit/barber_id=" + values[0] + ",day=" + values[1];
                    case 'S' -> "rows/visit[barber_id,status]/barber_id=" + values[0];
                    default -> "rows/visit[extra,price]/";
                };
                names.addAll(Set.of(name, name + "@" + parts[1]));
            }
        }
        return names;
    }

    @Test
    void copy_isTold() throws Exception {
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY visit (id, barber_id, tenant_id, day) FROM STDIN CSV",
                            new StringReader("3,5,7,2026-12-01\n"));
        }
        assertThat(database.outbox()).isEqualTo(names("D5:2026-12-01@7 S5@7 P@7"));
    }

    @Test
    void wholeTables_areNotTold_whereNobodyAsks() {
        assertThat(database.tagsOf(TWO_ROWS)).noneMatch(tag -> tag.startsWith("table/"));
    }

    @Test
    void withoutPrimaryKey_everyColumnCountsAsChanged() {
        database.run(TWO_ROWS.replace("visit", "visit_audit"));
        assertThat(database.tagsOf("UPDATE visit_audit SET note = 'z' WHERE barber_id = 5"))
                .containsExactly(
                        "rows/visit_audit[barber_id,status]/barber_id=5",
                        "rows/visit_audit[barber_id,status]/barber_id=5@6");
        assertThat(database.tagsOf("UPDATE visit_audit SET barber_id = 9 WHERE barber_id = 5"))
                .hasSize(4);
    }

    @Test
    void keyOfSeveralFields_ofWhichOneIsNull_isAKey() {
        database.run("CREATE TYPE pair AS (a int, b int)");
        database.run("CREATE TABLE paired (id pair PRIMARY KEY, v int, o int)");
        PostgresCapture.install(
                database.dataSource(),
                new Shapes(Set.of(Shape.of("paired", Set.of("v"), Set.of("v")))),
                CaptureOptions.defaults());
        database.run("INSERT INTO paired VALUES (ROW(1, NULL), 5, 1)");
        assertThat(database.tagsOf("UPDATE paired SET v = 6"))
                .containsExactly(
                        "rows/paired[v]/v=5", "rows/paired[v]/v=5@?", "rows/paired[v]/v=6", "rows/paired[v]/v=6@?");
        assertThat(database.tagsOf("UPDATE paired SET o = 2")).isEmpty();
        assertThat(database.tagsOf("UPDATE paired SET id = ROW(2, NULL)"))
                .containsExactly("rows/paired[v]/v=6", "rows/paired[v]/v=6@?");
    }

    @Test
    void tenantWithAVeryLongName_isToldAsNone_andFailsNoWrite() {
        database.run("CREATE TABLE long_named (id int PRIMARY KEY, tenant_id text, c int)");
        PostgresCapture.install(
                database.dataSource(),
                new Shapes(Set.of(
                        Shape.of("long_named", Set.of(), Set.of()), Shape.of("long_named", Set.of("c"), Set.of("c")))),
                CaptureOptions.defaults());
        assertThat(database.tagsOf("INSERT INTO long_named SELECT 1, string_agg(md5(i::text), ''), 5"
                        + " FROM generate_series(1, 200) i"))
                .contains("table/long_named", "table/long_named@?", "rows/long_named[c]/c=5")
                .hasSize(4);
    }

    @Test
    void partitions_tellTheParentsRows_alsoOfARowThatMoves() {
        assertThat(database.tagsOf("INSERT INTO slot VALUES (1, 5, 1)"))
                .containsExactly("rows/slot/barber_id=5", "rows/slot/barber_id=5@?");
        assertThat(database.tagsOf("UPDATE slot SET day = 11, barber_id = 6 WHERE id = 1"))
                .containsExactly(
                        "rows/slot/barber_id=5", "rows/slot/barber_id=5@?",
                        "rows/slot/barber_id=6", "rows/slot/barber_id=6@?");
        assertThat(database.tagsOf("DELETE FROM slot_2"))
                .containsExactly("rows/slot/barber_id=6", "rows/slot/barber_id=6@?");
        assertThat(database.tagsOf("TRUNCATE slot_1")).containsExactly("table/slot?");
    }

    @Test
    void inheritance_tellsWhatTheParentCannotSee_asUnknown() {
        assertThat(database.tagsOf("INSERT INTO client VALUES (1, 'ada', true)"))
                .containsExactly(
                        "rows/client/vip=true",
                        "rows/client/vip=true@?",
                        "rows/person/name=ada",
                        "rows/person/name=ada@?");
        assertThat(database.tagsOf("UPDATE person SET name = 'bob' WHERE id = 1"))
                .containsExactly(
                        "rows/person/name=ada",
                        "rows/person/name=ada@?",
                        "rows/person/name=bob",
                        "rows/person/name=bob@?",
                        "table/client?");
    }

    @Test
    void manyRows_areToldAsUnknown_byOneTag_exceptOfFewValues() {
        String insert = "INSERT INTO slot SELECT i, i %% %d, 1 FROM generate_series(1, %d) i";
        assertThat(database.tagsOf(insert.formatted(50, 1_000))).hasSize(100);
        database.run("TRUNCATE slot");
        assertThat(database.tagsOf(insert.formatted(51, 1_000))).containsExactly("table/slot?");
        database.run("TRUNCATE slot");
        assertThat(database.tagsOf(insert.formatted(1, 1_000_000))).containsExactly("table/slot?");
        assertThat(database.tagsOf("UPDATE slot SET barber_id = 3")).containsExactly("table/slot?");
        assertThat(database.tagsOf("DELETE FROM slot WHERE id > 500")).containsExactly("table/slot?");
        assertThat(database.tagsOf("UPDATE slot SET barber_id = 4")).hasSize(4);
    }

    static Stream<Object[]> values() {
        List<String> texts = List.of(
                "", "a", "a,b=c", "%2C", "~", "@7", "?", "ü😀", "it's \\ \"q\"", "x".repeat(560), "😀".repeat(600));
        return Stream.concat(
                texts.stream().flatMap(text -> Stream.of(new Object[] {"t", text}, new Object[] {"v", text})),
                Stream.of(new @Nullable Object[][] {
                    {"s", (short) -5},
                    {"b", Long.MIN_VALUE},
                    {"u", UUID.fromString("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")},
                    {"o", true},
                    {"o", false},
                    {"d", LocalDate.of(1, 1, 1)},
                    {"d", LocalDate.of(2026, 11, 21)},
                    {"d", LocalDate.of(9999, 12, 31)},
                    {"d", LocalDate.of(10000, 1, 1)},
                    {"d", LocalDate.of(-43, 3, 15)},
                    {"e", DayOfWeek.MONDAY},
                    {"e", null},
                    {"t", null},
                    {"s", null},
                    {"d", null}
                }));
    }

    @ParameterizedTest
    @MethodSource("values")
    void names_areThoseThatEntriesCarry(String column, @Nullable Object value) throws Exception {
        Map<String, @Nullable Object> values = new TreeMap<>(Collections.singletonMap(column, value));
        Set<String> carried = RowsDependency.of("typed", values, List.of()).orElseThrow().carriedBy("").stream()
                .filter(name -> name.startsWith("rows/"))
                .collect(Collectors.toSet());
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect();
                var insert = connection.prepareStatement("INSERT INTO typed (id, " + column + ") VALUES (1, ?"
                        + (value instanceof DayOfWeek ? "::weekday" : "") + ")")) {
            insert.setObject(
                    1,
                    value instanceof DayOfWeek ? value.toString() : value,
                    value == null ? java.sql.Types.NULL : typeOf(value));
            insert.execute();
        }
        assertThat(database.outbox()).containsAll(carried);
        assertThat(carried).hasSize(1);
    }

    @Test
    void dates_areTheSame_inWhateverStyleASessionWritesThem() {
        assertThat(database.tagsOf("DO $$ BEGIN PERFORM set_config('DateStyle', 'German', true);"
                        + " INSERT INTO typed (id, d) VALUES (1, '2026-11-21');"
                        + " PERFORM set_config('DateStyle', 'ISO', true); END $$"))
                .contains("rows/typed/d=2026-11-21");
    }

    private static int typeOf(Object value) {
        if (value instanceof LocalDate) {
            return java.sql.Types.DATE;
        } else if (value instanceof String || value instanceof DayOfWeek) {
            return java.sql.Types.VARCHAR;
        } else if (value instanceof Boolean) {
            return java.sql.Types.BOOLEAN;
        }
        return value instanceof UUID ? java.sql.Types.OTHER : java.sql.Types.BIGINT;
    }
}
