package io.freshet.capture.postgres;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From what version 1 installed, while applications of that version still run. */
class UpgradeITests {

    private static final CaptureOptions OPTIONS = CaptureOptions.defaults().withLockTimeout(Duration.ofMillis(200));
    private static final String COLLECT_OF_VERSION_1 = "SELECT xid, tag FROM \"public\".freshet_collect(?)";

    /** What a writer of version 6 asks before its commit. */
    private static final String QUESTION_OF_VERSION_6 = """
            SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text, pg_catalog.current_setting('freshet.tags_public', true),
                   (SELECT d.last_value OPERATOR(pg_catalog.+) d.is_called::pg_catalog.int4 FROM "public".freshet_direct d)
            UNION ALL SELECT xid, tag, direct FROM "public".freshet_collect('{}')
            WHERE pg_catalog.starts_with(pg_catalog.current_setting('freshet.tags_public', true), '*')""";

    /** What a writer of version 7 asks, the same in one row. */
    private static final String QUESTION_OF_VERSION_7 = """
            SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text, pg_catalog.current_setting('freshet.tags_public', true),
                   d.last_value OPERATOR(pg_catalog.+) d.is_called::pg_catalog.int4,
                   CASE WHEN pg_catalog.starts_with(pg_catalog.current_setting('freshet.tags_public', true), '*') THEN "public".freshet_kept() END
            FROM "public".freshet_direct d""";

    private Database database;

    @BeforeEach
    void installVersion1() {
        database = Database.create();
        database.run(version1());
    }

    /** What version 1 has installed for the table bill. */
    static String version1() {
        try (InputStream in = UpgradeITests.class.getResourceAsStream("version-1.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void upgrade_replacesFunctions_andKeepsRowsAndTriggers() {
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        String triggers = database.ask("SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_trigger");
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS)
                        .steps())
                .hasSize(2);
        assertThat(database.outbox()).containsExactly("table/bill", "table/bill@7");
        assertThat(database.ask("SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_trigger"))
                .startsWith(triggers + ",");
        assertThat(database.ask("SELECT count(*) FROM pg_proc WHERE proname = 'freshet_collect'"))
                .isEqualTo("1");
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS)
                        .isChanged())
                .isFalse();
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 8, 1)")).containsExactly("table/bill", "table/bill@8");
    }

    /** What they have written was told without what is asked for now. */
    @Test
    void upgrade_waitsForWriters_whoGoOn() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            assertThatThrownBy(() -> PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS))
                    .hasMessageContaining("a long transaction holds the table");
            assertThatThrownBy(() -> PostgresCapture.install(database.dataSource(), Set.of(), OPTIONS))
                    .hasMessageContaining("a long transaction holds the table");
            assertThat(collected(writer)).containsExactly("table/bill", "table/bill@7");
            writer.commit();
        }
        PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS);
        assertThat(PostgresCapture.missing(database.dataSource(), Set.of("bill"), OPTIONS))
                .isEmpty();
    }

    @Test
    void statementPreparedByAnOlderApplication_goesOn() throws SQLException {
        try (Connection writer = database.connect();
                PreparedStatement collect = writer.prepareStatement(COLLECT_OF_VERSION_1)) {
            writer.setAutoCommit(false);
            for (int i = 1; i <= 20; i++) {
                Database.run(writer, "INSERT INTO bill VALUES (" + i + ", 7, 1)");
                assertThat(collected(writer, collect)).containsExactly("table/bill", "table/bill@7");
                writer.commit();
                if (i == 15) {
                    PostgresCapture.install(database.dataSource(), Set.of(), OPTIONS);
                }
            }
        }
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("20");
    }

    @Test
    void uniqueIndexOfVersion8AndBefore_goes() {
        String isUnique = "SELECT indisunique FROM pg_index WHERE indexrelid = 'freshet_outbox_xid_tag'::regclass";
        assertThat(database.ask(isUnique)).isEqualTo("t");
        PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS);
        assertThat(database.ask(isUnique)).isEqualTo("f");
    }

    @Test
    void writersOfVersions6And7_areAnsweredAsBefore() throws SQLException {
        PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS);
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            assertThat(answers(writer, QUESTION_OF_VERSION_6))
                    .singleElement()
                    .asString()
                    .contains("table/bill@7");
            assertThat(answers(writer, QUESTION_OF_VERSION_7)).isEqualTo(answers(writer, QUESTION_OF_VERSION_6));
            Database.run(writer, "SELECT * FROM freshet_collect('{tag/by-hand}')");
            assertThat(answers(writer, QUESTION_OF_VERSION_6)) // the triggers of version 1 tell, too: some twice
                    .containsOnly("*", "table/bill", "table/bill@7", "tag/by-hand");
            assertThat(answers(writer, QUESTION_OF_VERSION_7)).containsExactly("*");
            assertThat(Database.ask(writer, "SELECT array_to_string(freshet_kept(), ' ')")
                            .split(" "))
                    .containsOnly("table/bill", "table/bill@7", "tag/by-hand");
            writer.rollback();
        }
    }

    private static List<String> answers(Connection writer, String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (PreparedStatement question = writer.prepareStatement(sql);
                ResultSet rows = question.executeQuery()) {
            while (rows.next()) {
                assertThat(rows.getLong(1)).isPositive();
                assertThat(rows.getLong(3)).isPositive();
                answers.add(rows.getString(2));
            }
        }
        return answers;
    }

    @Test
    void applicationRole_getsTheNewRights() {
        String role = "v1_app";
        database.run("DO $$ BEGIN CREATE ROLE v1_app LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                + "GRANT SELECT, DELETE, UPDATE ON freshet_outbox TO v1_app;"
                + "GRANT SELECT, UPDATE ON freshet_outbox_trimmed TO v1_app;"
                + "GRANT SELECT, USAGE ON SEQUENCE freshet_cycle TO v1_app");
        CaptureOptions options = OPTIONS.withApplicationRoles(Set.of(role));
        PostgresCapture.install(database.dataSource(), Set.of("bill"), options);
        try (PostgresOutbox outbox =
                PostgresOutbox.of(database.as(role)::getConnection, "public", OutboxSettings.defaults())) {
            String since = outbox.read("").snapshot();
            long before = outbox.directReads();
            outbox.readDirectly(since);
            assertThat(outbox.directReads()).isGreaterThan(before);
        }
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill"), options)
                        .isChanged())
                .isFalse();
    }

    private static List<String> collected(Connection writer) throws SQLException {
        try (PreparedStatement collect = writer.prepareStatement(COLLECT_OF_VERSION_1)) {
            return collected(writer, collect);
        }
    }

    private static List<String> collected(Connection writer, PreparedStatement collect) throws SQLException {
        collect.setArray(1, writer.createArrayOf("text", new Object[0]));
        List<String> tags = new ArrayList<>();
        try (ResultSet rows = collect.executeQuery()) {
            while (rows.next()) {
                assertThat(rows.getLong(1)).isPositive();
                tags.add(rows.getString(2));
            }
        }
        return tags;
    }
}
