package io.freshet.capture.postgres;

import io.freshet.tag.Condition;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Conditions on rows: writes outside of them are not told, and whatever moves in or out is. */
class ConditionITests {

    private static final Shape ACCEPTED =
            Shape.of("quote", List.of("client_id"), List.of("amount"), Condition.parse("status = 'ACCEPTED'"));
    private static final Shape OPEN =
            Shape.of("quote", List.of(), List.of(), Condition.parse("NOT (paid = TRUE OR due < DATE '2026-01-01')"));

    private static Database database;

    @BeforeAll
    static void install() {
        database = Database.create();
        database.run("CREATE TYPE mood AS ENUM ('GLAD', 'SAD')");
        database.run(
                "CREATE TABLE quote (id int PRIMARY KEY, client_id int, status varchar(20), amount numeric, paid boolean, due date,"
                        + " mood mood, code uuid, note json, made timestamp, seen timestamptz)");
        PostgresCapture.install(database.dataSource(), new Shapes(Set.of(ACCEPTED, OPEN)), CaptureOptions.defaults());
    }

    @BeforeEach
    void fill() {
        database.run("TRUNCATE quote; INSERT INTO quote (id, client_id, status, amount, paid, due) VALUES"
                + " (1, 5, 'DRAFT', 10, true, '2026-11-21'), (2, 5, 'ACCEPTED', 20, true, '2026-11-21'),"
                + " (3, 6, NULL, 30, NULL, '2025-11-21'), (4, 7, 'DRAFT', 40, false, NULL),"
                + " (5, 8, 'SENT', 50, false, '2026-05-05')");
    }

    /** A way of writing, the clients whose accepted quotes it tells, and whether it tells the open ones (O). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UPDATE quote SET amount = 11 WHERE id = 1                                       |
            UPDATE quote SET amount = 21 WHERE id = 2                                       | 5
            UPDATE quote SET amount = 20.0 WHERE id = 2                                     | 5
            UPDATE quote SET note = '{}' WHERE id = 2                                       |
            UPDATE quote SET status = 'ACCEPTED' WHERE id = 1                               | 5
            UPDATE quote SET status = 'DRAFT' WHERE id = 2                                  | 5
            UPDATE quote SET status = NULL WHERE id = 2                                     | 5
            UPDATE quote SET status = 'SENT' WHERE id = 1                                   |
            UPDATE quote SET status = 'ACCEPTED' WHERE id = 3                               | 6
            UPDATE quote SET client_id = 9 WHERE id = 2                                     | 5 9
            UPDATE quote SET client_id = 9 WHERE id = 1                                     |
            UPDATE quote SET client_id = 9, status = 'ACCEPTED' WHERE id = 1                | 9
            UPDATE quote SET id = 20 WHERE id = 2                                           | 5
            UPDATE quote SET status = 'ACCEPTED' WHERE id = 4                               | 7
            UPDATE quote SET note = '{}' WHERE id = 4                                       |
            UPDATE quote SET note = '{}' WHERE id = 5                                       | O
            UPDATE quote SET paid = true WHERE id = 5                                       | O
            UPDATE quote SET paid = NULL WHERE id = 5                                       | O
            UPDATE quote SET paid = NULL WHERE id = 1                                       |
            UPDATE quote SET paid = false WHERE id = 1                                      | O
            UPDATE quote SET due = '2027-01-01' WHERE id = 4                                | O
            UPDATE quote SET due = '2025-12-31' WHERE id = 5                                | O
            UPDATE quote SET status = 'ACCEPTED'                                            | 5 6 7 8 O
            INSERT INTO quote (id, client_id, status, paid) VALUES (9, 5, 'DRAFT', true)    |
            INSERT INTO quote (id, client_id, status) VALUES (9, 5, NULL)                   |
            INSERT INTO quote (id, client_id, status, paid) VALUES (9, 5, 'ACCEPTED', true) | 5
            INSERT INTO quote (id, paid, due) VALUES (9, false, '2026-01-01')               | O
            DELETE FROM quote WHERE id IN (1, 3, 4)                                         |
            DELETE FROM quote WHERE id = 2                                                  | 5
            DELETE FROM quote WHERE id = 5                                                  | O
            TRUNCATE quote                                                                  | ?
            INSERT INTO quote (id, status) SELECT 100 + i, 'DRAFT' FROM generate_series(1, 1001) i | ?
            INSERT INTO quote (id, status) VALUES (1, 'DRAFT') ON CONFLICT (id) DO UPDATE SET status = 'ACCEPTED' | 5
            MERGE INTO quote q USING (VALUES (1), (2)) n (id) ON q.id = n.id WHEN MATCHED AND q.status = 'DRAFT' THEN DELETE WHEN MATCHED THEN UPDATE SET amount = 0 | 5
            """)
    void onlyWhatIsInside_beforeOrAfter_isTold(String sql, @Nullable String told) {
        assertThat(database.tagsOf(sql)).isEqualTo(names(told == null ? "" : told));
    }

    private static TreeSet<String> names(String told) {
        TreeSet<String> names = new TreeSet<>();
        for (String word : told.strip().split(" ")) {
            if (word.equals("?")) {
                names.add("table/quote?");
            } else if (!word.isEmpty()) {
                List<String> texts = word.equals("O") ? List.of() : List.of(word);
                names.add(Tags.rows(word.equals("O") ? OPEN : ACCEPTED, texts, ""));
                names.add(Tags.rows(word.equals("O") ? OPEN : ACCEPTED, texts, Tags.NO_TENANT));
            }
        }
        return names;
    }

    @Test
    void registered_isWhatWasAsked() {
        assertThat(database.ask("SELECT condition FROM freshet_shape WHERE pinned = '{client_id}'"))
                .isEqualTo("status = 'ACCEPTED'");
        assertThat(PostgresCapture.missing(
                        database.dataSource(), new Shapes(Set.of(ACCEPTED, OPEN)), CaptureOptions.defaults()))
                .isEmpty();
    }

    /** The function runs with the rights of its owner, so that nothing in it may be found in a schema of the writer's choice. */
    @Test
    void whatTheWriterHasInItsSearchPath_isNotCalled() {
        database.run("DROP SCHEMA IF EXISTS evil CASCADE; CREATE SCHEMA evil;"
                + "CREATE FUNCTION evil.two(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.two(varchar, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.two(int, int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.two(date, date) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.two(boolean, boolean) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.two(record, record) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.joined(text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN ''called''; END';"
                + "CREATE FUNCTION evil.joined(text[], text[]) RETURNS text[] LANGUAGE plpgsql AS 'BEGIN RETURN ARRAY[''called'']; END';"
                + "CREATE FUNCTION evil.plus(int, int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE OPERATOR evil.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.joined);"
                + "CREATE OPERATOR evil.|| (LEFTARG = text[], RIGHTARG = text[], FUNCTION = evil.joined);"
                + "CREATE OPERATOR evil.+ (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.plus);"
                + "CREATE OPERATOR evil.*<> (LEFTARG = record, RIGHTARG = record, FUNCTION = evil.two);"
                + "CREATE OPERATOR evil.~ (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.two);"
                + "CREATE FUNCTION evil.length(text) RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.replace(text, text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN ''called''; END';"
                + "CREATE FUNCTION evil.set_config(text, text, boolean) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE FUNCTION evil.current_setting(text, boolean) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';"
                + "CREATE DOMAIN evil.text AS pg_catalog.int4; CREATE DOMAIN evil.record AS pg_catalog.int4;"
                + List.of("=", "<>", "<", "<=", ">", ">=").stream()
                        .flatMap(operator -> List.of(
                                        "text, RIGHTARG = text",
                                        "varchar, RIGHTARG = text",
                                        "int, RIGHTARG = int",
                                        "date, RIGHTARG = date",
                                        "boolean, RIGHTARG = boolean")
                                .stream()
                                .map(sides -> "CREATE OPERATOR evil." + operator + " (LEFTARG = "
                                        + sides.replaceAll("\\b(text|varchar|int|date|boolean)\\b", "pg_catalog.$1")
                                                .replace("pg_catalog.int", "pg_catalog.int4")
                                                .replace("pg_catalog.boolean", "pg_catalog.bool")
                                        + ", FUNCTION = evil.two);"))
                        .collect(Collectors.joining()));
        String path = "SET search_path = evil, public, pg_catalog; ";
        assertThat(
                        database.tagsOf(
                                path
                                        + "INSERT INTO quote (id, client_id, status, paid, due) VALUES (9, 5, 'ACCEPTED', false, '2026-05-05')"))
                .isEqualTo(names("5 O"));
        assertThat(database.tagsOf(path + "UPDATE quote SET status = NULL, note = '{}'"))
                .isEqualTo(names("5 O"));
        assertThat(database.tagsOf(path + "DELETE FROM quote")).isEqualTo(names("O"));
    }

    /** PostgreSQL is asked of the text as it was written, of its normal form and of its opposite. */
    @Test
    void normalForm_meansWhatWasWritten_withNullsToo() {
        CapturedTable table = table();
        Random random = new Random(20261128);
        List<String> texts =
                IntStream.range(0, 150).mapToObj(i -> text(random, 3)).toList();
        String differing = texts.stream()
                .map(text -> {
                    Condition condition = Condition.parse(text);
                    String inside = ConditionSql.isInside(condition, "q", table);
                    String outside = ConditionSql.isInside(condition.negated(), "q", table);
                    return "SELECT " + Quoting.text(text) + " FROM v q WHERE ((" + text + ") IS TRUE) <> (" + inside
                            + ") OR ((NOT (" + text + ")) IS TRUE) <> (" + outside + ")";
                })
                .collect(Collectors.joining(" UNION ALL "));
        assertThat(database.ask("WITH v (client_id, status, paid) AS (SELECT * FROM unnest(ARRAY[1, 2, NULL]) a,"
                        + " unnest(ARRAY['A', 'B', NULL]) b, unnest(ARRAY[true, false, NULL]) c) " + differing))
                .isEqualTo("nothing");
    }

    private static String text(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 8);
        return switch (kind) {
            case 0 -> "client_id " + List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6)) + " 2";
            case 1 -> "status" + (random.nextBoolean() ? " NOT" : "") + " IN ('A', 'C')";
            case 2 -> "paid IS" + (random.nextBoolean() ? " NOT" : "") + " NULL";
            case 3 -> "paid = " + random.nextBoolean();
            case 4 -> "status = 'B'";
            case 5 -> "NOT (" + text(random, depth - 1) + ")";
            case 6 -> "(" + text(random, depth - 1) + " AND " + text(random, depth - 1) + ")";
            default -> "(" + text(random, depth - 1) + " OR " + text(random, depth - 1) + ")";
        };
    }

    private static CapturedTable table() {
        try (Connection connection = database.connect()) {
            Catalog catalog = new Catalog(connection);
            return catalog.tables(Set.of("quote"), Set.of(), "", catalog.place())
                    .get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            statsu = 'A'                | without column statsu, which a condition of caches names; the nearest name is status
            status = 5                  | column status of type character varying(20) cannot be compared with 5
            paid = 'yes'                | column paid of type boolean cannot be compared with 'yes'
            client_id IN ('5', '6')     | column client_id of type integer cannot be compared with '5'
            mood = 'HAPPY'              | column mood of type mood, whose values are GLAD, SAD cannot be compared with 'HAPPY'
            due > '1.2.2026'            | column due of type date cannot be compared with '1.2.2026'
            code = 'x'                  | column code of type uuid cannot be compared with 'x'
            seen > DATE '2026-01-01'    | column seen of type timestamp with time zone cannot be compared with DATE '2026-01-01'
            note = '{}'                 | column note of type json cannot be compared with '{}'
            amount > 5 AND mood <> 'SAD' AND due > '2026-02-01' AND made > DATE '2026-01-01' AND note IS NULL |
            code = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' OR seen IS NOT NULL |
            """)
    void whatTheTableCannotAnswer_isSaid(String condition, @Nullable String mistake) {
        Shape shape = Shape.of("quote", List.of(), List.of(), Condition.parse(condition));
        List<String> mistakes = PostgresCapture.mistakes(database.dataSource(), shape);
        assertThat(mistakes.isEmpty() ? null : mistakes.get(0)).isEqualTo(mistake);
        if (mistake == null) {
            assertThat(database.ask(
                            "SELECT count(*) FROM quote q WHERE " + ConditionSql.isInside(shape.where(), "q", table())))
                    .isEqualTo("0");
        }
    }
}
