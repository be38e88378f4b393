package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The answer to a writer's question is what the outbox keeps of its transaction, whether it was noted or only the outbox knows. */
class NotedTagsITests {

    private static final PostgresTransactionTags QUESTION = PostgresTransactionTags.inSchema("public");
    private static final Written NOTHING_SEEN = new Written(Set.of(), false, Set.of());

    private static Database database;

    @BeforeAll
    static void install() {
        database = Database.create();
        database.run("CREATE TABLE \"o'dd \\ one\" (id int);"
                + " CREATE TABLE shelf (id int, tenant_id text);"
                + " CREATE TABLE visit (id int PRIMARY KEY, barber text, tenant_id text);"
                + " CREATE TABLE part (id int) PARTITION BY RANGE (id); CREATE TABLE part_1 PARTITION OF part DEFAULT");
        Shapes shapes = new Shapes(Set.of(
                Shape.of("o'dd \\ one"),
                Shape.of("shelf"),
                Shape.of("part"),
                Shape.of("visit"),
                Shape.of("visit", List.of("barber"), List.of())));
        PostgresCapture.install(database.dataSource(), shapes, CaptureOptions.defaults());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO \"o'dd \\ one\" VALUES (1)",
                "TRUNCATE \"o'dd \\ one\"",
                "INSERT INTO shelf VALUES (1, '7'), (2, 'a@b'), (3, NULL), (4, 'it''s \\ me')",
                "TRUNCATE shelf",
                "INSERT INTO part VALUES (1)",
                "TRUNCATE part",
                "TRUNCATE \"o'dd \\ one\"; TRUNCATE \"o'dd \\ one\"; TRUNCATE shelf; TRUNCATE shelf; TRUNCATE part; TRUNCATE part;"
                        + " TRUNCATE visit; TRUNCATE visit",
                "INSERT INTO shelf VALUES (1, '7'); TRUNCATE shelf; INSERT INTO shelf VALUES (1, '7'); TRUNCATE shelf",
                "INSERT INTO visit VALUES (1, 'x', '7'); UPDATE visit SET barber = barber; UPDATE visit SET barber = 'y'; UPDATE visit SET barber = 'x'",
                "INSERT INTO visit VALUES (1, 'it''s \\ me', 'a@b'), (2, NULL, NULL)",
                "INSERT INTO visit VALUES (1, 'x', '7'); UPDATE visit SET barber = 'y'; DELETE FROM visit; INSERT INTO part VALUES (1)"
            })
    void whatIsKept_isNoted(String sql) throws SQLException {
        ask(sql, text -> text.startsWith("\u001f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO shelf VALUES (1, E'a\\x1fb')",
                "INSERT INTO visit VALUES (1, E'a\\x1fb', '7')",
                "DO $$ BEGIN FOR i IN 1..90 LOOP INSERT INTO visit VALUES (i, repeat('x', 40) || i, '7'); END LOOP; END $$",
                "DO $$ BEGIN FOR i IN 1..90 LOOP INSERT INTO shelf VALUES (i, repeat('x', 60) || i); END LOOP; END $$",
                "INSERT INTO visit SELECT i, 'x' || i, '7' FROM generate_series(1, 45) i; INSERT INTO part VALUES (1);"
                        + " INSERT INTO visit SELECT i, 'y' || i, '7' FROM generate_series(101, 145) i;"
                        + " INSERT INTO visit SELECT i, 'z' || i, '7' FROM generate_series(201, 245) i; INSERT INTO shelf VALUES (1, '7')"
            })
    void whatCannotBeNoted_theOutboxAnswers(String sql) throws SQLException {
        ask(sql, text -> text.startsWith("*"));
    }

    private static void ask(String sql, Predicate<String> isNoted) throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, sql);
            assertThat(Database.ask(writer, "SELECT current_setting('freshet.tags_public')"))
                    .matches(isNoted);
            ChangeSet answer = QUESTION.collect(writer, NOTHING_SEEN);
            String kept = Database.ask(
                    writer,
                    "SELECT string_agg(tag, E'\\n') FROM freshet_outbox WHERE xid = pg_current_xact_id_if_assigned()");
            TreeSet<String> meant = new TreeSet<>();
            List.of(kept.split("\n")).forEach(tag -> meant.addAll(Tags.meantBy(tag)));
            assertThat(answer.tags()).extracting(Tag::name).containsExactlyInAnyOrderElementsOf(meant);
            assertThat(answer.transaction().rows()).isEqualTo(kept.split("\n").length);
            writer.rollback();
        }
    }

    /** With a separator in it, a tag may read like the end of one that was noted and the beginning of the next. */
    @Test
    void valueThatReadsLikeTwoThatWereNoted_isToldAllTheSame() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO visit VALUES (1, 'first', NULL), (2, 'first!', NULL)");
            String noted = Database.ask(writer, "SELECT current_setting('freshet.tags_public')");
            int from = noted.indexOf("=first") + 1;
            String value = noted.substring(from, noted.indexOf('\u001f', noted.indexOf('\u001f', from) + 1));
            assertThat(value).as("what is noted: %s", noted).isEqualTo("first\u001frows/visit/barber=first!");
            Database.run(writer, "INSERT INTO visit VALUES (3, '" + value + "', NULL)");
            assertThat(Database.ask(
                            writer,
                            "SELECT string_agg(tag, E'\n') FROM freshet_outbox WHERE xid = pg_current_xact_id()"))
                    .containsPattern("(?m)" + Pattern.quote('=' + value) + "$");
            writer.rollback();
        }
    }

    @Test
    void outboxesOfTwoSchemas_areToldEach() throws SQLException {
        for (String schema : List.of("left", "Left_")) {
            database.run("CREATE SCHEMA \"" + schema + "\"; CREATE TABLE \"" + schema + "\".room (id int)");
            CaptureOptions options = CaptureOptions.defaults();
            try (Connection installing = database.connect()) {
                Database.run(installing, "SET search_path = \"" + schema + "\"");
                PostgresCapture.install(installing, Set.of("room"), options);
            }
        }
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO \"left\".room VALUES (1); INSERT INTO \"Left_\".room VALUES (1)");
            for (String schema : List.of("left", "Left_")) {
                assertThat(Database.ask(writer, "SELECT tag FROM \"" + schema + "\".freshet_outbox"))
                        .isEqualTo("table/room@?");
                assertThat(PostgresTransactionTags.inSchema(schema)
                                .collect(writer, NOTHING_SEEN)
                                .tags())
                        .extracting(Tag::name)
                        .containsExactly("table/room", "table/room@?");
            }
            writer.rollback();
        }
    }

    @Test
    void whatWasRolledBack_isNotNoted() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "SAVEPOINT s; INSERT INTO part VALUES (1); ROLLBACK TO s");
            assertThat(QUESTION.collect(writer, NOTHING_SEEN).isEmpty()).isTrue();
            Database.run(writer, "INSERT INTO part VALUES (1)");
            assertThat(QUESTION.collect(writer, NOTHING_SEEN).tags())
                    .extracting(Tag::name)
                    .containsExactly("table/part", "table/part@?");
            writer.rollback();
            assertThat(QUESTION.collect(writer, NOTHING_SEEN).isEmpty()).isTrue();
        }
    }
}
