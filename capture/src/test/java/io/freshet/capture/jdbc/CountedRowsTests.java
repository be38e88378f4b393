package io.freshet.capture.jdbc;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Rows told by statements, on H2: a table of visits by barber and day, of which the price is read, and by id. */
class CountedRowsTests {

    private static final Shape DAY = Shape.of("visit", List.of("barber", "on_day"), List.of("price"));
    private static final Shape ONE = Shape.of("visit", List.of("id"), List.of());
    private static final Set<String> ANY = Set.of("table/visit", "table/visit?");

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final Interposed between = new Interposed(h2);
    private Recorder recorder = new Recorder(StatementTransactionTags.withoutOutbox());
    private Connection connection;
    private Connection other;

    @BeforeEach
    void connect() throws SQLException {
        h2.setURL("jdbc:h2:mem:counted" + System.identityHashCode(this) + ";LOCK_TIMEOUT=30000");
        other = h2.getConnection();
        Plain.run(
                other,
                "CREATE TABLE visit (id int PRIMARY KEY, barber int, on_day date, price int, note varchar(99), parent int)",
                "INSERT INTO visit VALUES (1, 5, DATE '2026-11-21', 10, 'a', null), (2, 5, DATE '2026-11-22', 20, 'b', null),"
                        + " (3, 6, DATE '2026-11-21', 30, 'c', null)");
        telling(DAY, ONE);
    }

    private void telling(Shape... shapes) throws SQLException {
        CountedRows rows = CountedRows.of(other, new Shapes(Set.of(shapes)), "tenant_id");
        recorder = new Recorder(StatementTransactionTags.withoutOutbox().telling(rows));
        if (connection != null) {
            connection.close();
        }
        connection = new CapturedDataSource(between.source(), recorder, recorder).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        other.close();
        assertThat(CapturedTransactions.isWriting()).isFalse();
    }

    private Set<String> told(String sql, Object... values) throws SQLException {
        recorder.changes.clear();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
        return rowsOf(recorder.told());
    }

    /** The tags of rows without their tenant, or those of any row. */
    private static Set<String> rowsOf(Set<String> tags) {
        tags.removeIf(tag -> tag.endsWith("@?"));
        return tags;
    }

    private static String day(int barber, String on_day) {
        return "rows/visit[barber,on_day,price]/barber=" + barber + ",on_day=" + on_day;
    }

    private static String one(int id) {
        return "rows/visit/id=" + id;
    }

    @Test
    void insert_tellsTheValuesThatItGives() throws SQLException {
        assertThat(told(
                        "INSERT INTO visit (id, barber, on_day, price) VALUES (?, ?, ?, 7)",
                        9,
                        5,
                        LocalDate.of(2026, 11, 23)))
                .containsExactlyInAnyOrder("table/visit", day(5, "2026-11-23"), one(9));
        assertThat(told(
                        "INSERT INTO visit (id, on_day) VALUES (10, null), (?, ?)",
                        11,
                        java.sql.Date.valueOf("2026-11-24")))
                .containsExactlyInAnyOrder(
                        "table/visit",
                        "rows/visit[barber,on_day,price]/barber=~,on_day=~",
                        "rows/visit[barber,on_day,price]/barber=~,on_day=2026-11-24",
                        one(10),
                        one(11));
    }

    @Test
    void tags_areThoseThatATriggerTells_withAndWithoutTheirTenant() throws SQLException {
        told("DELETE FROM visit WHERE id = 1");
        recorder.changes.clear();
        Plain.run(connection, "DELETE FROM visit WHERE id = 2");
        assertThat(recorder.told())
                .containsExactlyInAnyOrder(
                        "table/visit",
                        "table/visit@?",
                        day(5, "2026-11-22"),
                        day(5, "2026-11-22") + "@?",
                        one(2),
                        one(2) + "@?");
    }

    @Test
    void update_tellsTheRowBeforeAndAfter() throws SQLException {
        assertThat(told(
                        "UPDATE visit v SET on_day = ?, barber = barber + 1 WHERE v.id = ?",
                        LocalDate.of(2026, 12, 1),
                        1))
                .containsExactlyInAnyOrder("table/visit", day(5, "2026-11-21"), day(6, "2026-12-01"), one(1));
        assertThat(told(
                        "UPDATE visit SET price = price + 1 WHERE barber = 6 AND on_day > ?",
                        LocalDate.of(2026, 11, 30)))
                .containsExactlyInAnyOrder("table/visit", day(6, "2026-12-01"), one(1));
    }

    @Test
    void update_ofWhatIsNotRead_tellsOnlyWhoReadsTheWholeRow() throws SQLException {
        assertThat(told("UPDATE visit SET note = 'x' WHERE id = 1")).containsExactlyInAnyOrder("table/visit", one(1));
        telling(DAY);
        assertThat(told("UPDATE visit SET note = 'y' WHERE id = 1")).containsExactly("table/visit");
        assertThat(told("UPDATE visit SET note = upper(note)")).containsExactly("table/visit");
    }

    @Test
    void noRow_tellsNothing() throws SQLException {
        assertThat(told("UPDATE visit SET price = 1 WHERE id = 77")).isEmpty();
        assertThat(told("DELETE FROM visit WHERE id = 77")).isEmpty();
    }

    @Test
    void rowThatAnotherTransactionHasMoved_isToldAsItIsNow_notAsTheApplicationKnowsIt() throws SQLException {
        Plain.run(other, "UPDATE visit SET on_day = DATE '2026-12-24' WHERE id = 1");
        assertThat(told("UPDATE visit SET barber = 5, on_day = ?, price = 11 WHERE id = 1", LocalDate.of(2026, 11, 21)))
                .containsExactlyInAnyOrder("table/visit", day(5, "2026-12-24"), day(5, "2026-11-21"), one(1));
    }

    @Test
    void rowThatIsMovedWhileItIsWaitedFor_isToldAsItIsThen() throws Exception {
        other.setAutoCommit(false);
        Plain.run(other, "UPDATE visit SET on_day = DATE '2026-12-24' WHERE id = 1");
        CompletableFuture<Set<String>> told = CompletableFuture.supplyAsync(() -> {
            try {
                return told("UPDATE visit SET price = 1 WHERE id = 1");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try (Connection third = h2.getConnection();
                Statement statement = third.createStatement()) {
            await().until(() -> {
                try (ResultSet waiting = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL")) {
                    return waiting.next() && waiting.getInt(1) == 1;
                }
            });
        }
        other.commit();
        assertThat(told.get()).containsExactlyInAnyOrder("table/visit", day(5, "2026-12-24"), one(1));
    }

    @Test
    void rowThatComesBetweenLookAndStatement_makesItAWriteToAnyRow() throws SQLException {
        between.before(
                "UPDATE", () -> Plain.run(other, "INSERT INTO visit VALUES (9, 5, DATE '2026-11-25', 1, 'n', null)"));
        assertThat(told("UPDATE visit SET price = 1 WHERE barber = 5")).isEqualTo(ANY);
    }

    @Test
    void rowThatWasLookedAt_cannotBeMovedBeforeTheStatement() throws SQLException {
        Plain.run(other, "SET LOCK_TIMEOUT 1");
        between.before(
                "UPDATE",
                () -> assertThatThrownBy(() -> Plain.run(other, "UPDATE visit SET barber = 8 WHERE id = 1"))
                        .isInstanceOf(SQLException.class));
        assertThat(told("UPDATE visit SET price = 1 WHERE id = 1"))
                .containsExactlyInAnyOrder("table/visit", day(5, "2026-11-21"), one(1));
        assertThat(between.isPending()).isFalse();
    }

    @Test
    void severalStatements_tellTheRowsOfAll_andOneThatIsNotCertainTheTable() throws SQLException {
        connection.setAutoCommit(false);
        Plain.run(connection, "UPDATE visit SET barber = 7 WHERE id = 1", "DELETE FROM visit WHERE id = 3");
        connection.commit();
        assertThat(rowsOf(recorder.told()))
                .containsExactlyInAnyOrder(
                        "table/visit",
                        day(5, "2026-11-21"),
                        day(7, "2026-11-21"),
                        day(6, "2026-11-21"),
                        one(1),
                        one(3));
        Plain.run(
                connection,
                "UPDATE visit SET price = 1 WHERE id = 1",
                "UPDATE visit SET price = 1 WHERE id = (SELECT 2)");
        connection.commit();
        assertThat(recorder.told()).contains("table/visit?", one(1));
    }

    @Test
    void rolledBack_tellsNothing() throws SQLException {
        connection.setAutoCommit(false);
        Plain.run(connection, "UPDATE visit SET barber = 7 WHERE id = 1");
        connection.rollback();
        connection.commit();
        assertThat(recorder.changes).isEmpty();
    }

    @Test
    void batch_tellsTheRowsOfEachExecution() throws SQLException {
        assertThat(batch(
                        "UPDATE visit SET price = ?, on_day = ? WHERE id = ?",
                        4,
                        LocalDate.of(2026, 11, 21),
                        1,
                        4,
                        LocalDate.of(2026, 11, 23),
                        2))
                .containsExactlyInAnyOrder(
                        "table/visit",
                        day(5, "2026-11-21"),
                        day(5, "2026-11-22"),
                        day(5, "2026-11-23"),
                        one(1),
                        one(2));
        assertThat(batch("INSERT INTO visit (price, barber, id) VALUES (?, ?, ?)", 1, 1, 21, 1, 2, 22))
                .contains(one(21), one(22))
                .doesNotContain("table/visit?");
    }

    @Test
    void batch_whoseExecutionsMeetTheSameRow_isAWriteToAnyRow() throws SQLException {
        assertThat(batch("UPDATE visit SET price = ?, barber = ? WHERE barber = ?", 1, 6, 5, 1, 7, 6))
                .isEqualTo(ANY);
        assertThat(batch("UPDATE visit SET price = ?, barber = ? WHERE id = ?", 1, 5, 1, 1, 6, 1))
                .isEqualTo(ANY);
    }

    private Set<String> batch(String sql, Object... values) throws SQLException {
        recorder.changes.clear();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i % 3 + 1, values[i]);
                if (i % 3 == 2) {
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        return rowsOf(recorder.told());
    }

    @Test
    void batchThatWasCleared_isForgotten() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE visit SET price = 1 WHERE id = ?")) {
            statement.setInt(1, 1);
            statement.addBatch();
            statement.clearBatch();
            statement.setInt(1, 2);
            statement.addBatch();
            statement.executeBatch();
        }
        assertThat(rowsOf(recorder.told())).containsExactlyInAnyOrder("table/visit", day(5, "2026-11-22"), one(2));
    }

    @Test
    void statementThatFailsInTheMiddleOfABatch_isAWriteToAnyRow() throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO visit (id) VALUES (?)")) {
            for (int id : new int[] {31, 1}) {
                statement.setInt(1, id);
                statement.addBatch();
            }
            assertThatThrownBy(statement::executeBatch).isInstanceOf(SQLException.class);
        }
        connection.commit();
        assertThat(recorder.told()).isEqualTo(ANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO visit VALUES (9, 5, DATE '2026-11-21', 1, 'n', null)",
                "INSERT INTO visit (id, barber, on_day) VALUES (9, 5 + 1, null)",
                "INSERT INTO visit (id, barber, on_day) VALUES (9, 5, DATE '2026-11-21')",
                "INSERT INTO visit (id, barber) SELECT id + 100, barber FROM visit",
                "MERGE INTO visit (id, barber) KEY (id) VALUES (1, 6)",
                "UPDATE visit SET id = id + 100 WHERE id = 1",
                "UPDATE visit SET price = 1 WHERE rownum = 1",
                "UPDATE visit SET price = 1 WHERE length(note) = 1",
                "UPDATE visit SET price = 1 FETCH FIRST 1 ROW ONLY",
                "DELETE FROM visit WHERE id IN (SELECT max(id) FROM visit)",
                "TRUNCATE TABLE visit",
                "ALTER TABLE visit ADD COLUMN more int"
            })
    void whatIsNotCertain_isAWriteToAnyRow(String sql) throws SQLException {
        Plain.run(connection, sql);
        assertThat(recorder.told()).isEqualTo(ANY);
    }

    @Test
    void moreRowsThanAreCounted_areAnyRow() throws SQLException {
        Plain.run(other, "INSERT INTO visit SELECT x + 100, 9, null, 1, 'n', null FROM system_range(1, 101)");
        assertThat(told("UPDATE visit SET price = 2 WHERE id > 101 AND barber = 9"))
                .hasSize(102);
        assertThat(told("UPDATE visit SET price = 3 WHERE barber = 9")).isEqualTo(ANY);
    }

    @Test
    void otherIsolations_showSnapshots_soThatRowsAreNotCertain() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        assertThat(told("UPDATE visit SET price = 1 WHERE id = 1")).isEqualTo(ANY);
    }

    @Test
    void tableThatATriggerListensTo_hasNoCertainRows_alsoToWhomIsNoAdministrator() throws SQLException {
        Plain.run(
                other,
                "CREATE TRIGGER t BEFORE UPDATE ON visit FOR EACH ROW CALL \"" + Ignoring.class.getName() + "\"");
        telling(DAY, ONE);
        assertThat(told("UPDATE visit SET price = 1 WHERE id = 1")).isEqualTo(ANY);
        Plain.run(other, "CREATE USER poor PASSWORD 'p'", "GRANT SELECT, INSERT, UPDATE, DELETE ON visit TO poor");
        try (Connection poor = h2.getConnection("poor", "p")) {
            CountedRows rows = CountedRows.of(poor, new Shapes(Set.of(DAY)), "tenant_id");
            assertThat(rows.isEmpty()).isTrue();
        }
    }

    @Test
    void columnsThatChangeByThemselves_countAsSet() throws SQLException {
        Plain.run(
                other,
                "CREATE TABLE offer (id int PRIMARY KEY, net int, gross int GENERATED ALWAYS AS (net * 2), at int DEFAULT 1 ON UPDATE 2)");
        Plain.run(other, "INSERT INTO offer (id, net) VALUES (1, 10)");
        telling(Shape.of("offer", List.of("gross"), List.of()), Shape.of("offer", List.of("id"), List.of("at")));
        assertThat(told("UPDATE offer SET net = 11 WHERE id = 1"))
                .containsExactlyInAnyOrder(
                        "table/offer", "rows/offer/gross=20", "rows/offer/gross=22", "rows/offer[at,id]/id=1");
        assertThat(told("INSERT INTO offer (id, net) VALUES (2, 5)"))
                .containsExactlyInAnyOrder("table/offer", "table/offer?");
    }

    @Test
    void keyThatCascadesToTheTableItself_makesAnyRowOfIt() throws SQLException {
        Plain.run(other, "ALTER TABLE visit ADD FOREIGN KEY (parent) REFERENCES visit (id) ON DELETE CASCADE");
        assertThat(told("DELETE FROM visit WHERE id = 1")).containsAll(ANY);
        assertThat(told("UPDATE visit SET price = 1 WHERE id = 2")).doesNotContain("table/visit?");
    }

    @Test
    void keyThatCascadesElsewhere_isAnyRowThere() throws SQLException {
        Plain.run(other, "CREATE TABLE line (id int PRIMARY KEY, visit int REFERENCES visit (id) ON DELETE CASCADE)");
        assertThat(told("DELETE FROM visit WHERE id = 1"))
                .containsExactlyInAnyOrder(
                        "table/visit",
                        day(5, "2026-11-21"),
                        one(1),
                        "table/line",
                        "table/line?",
                        "table/public.line",
                        "table/public.line?");
    }

    @Test
    void tenants_areToldToo() throws SQLException {
        Plain.run(other, "ALTER TABLE visit ADD COLUMN tenant_id varchar(9) DEFAULT 'seven'");
        telling(DAY);
        assertThat(told("UPDATE visit SET note = 'x' WHERE id = 1"))
                .containsExactlyInAnyOrder("table/visit", "table/visit@seven");
        String row = day(5, "2026-11-21");
        assertThat(told("UPDATE visit SET tenant_id = 'eight' WHERE id = 1"))
                .as("a row that goes to another tenant is gone for its own, whatever is read of it")
                .containsExactlyInAnyOrder(
                        "table/visit", "table/visit@seven", "table/visit@eight", row, row + "@seven", row + "@eight");
    }

    @Test
    void textThatIsComparedOtherwise_andTypesWithoutAText_makeNoRows() throws SQLException {
        Plain.run(
                other,
                "CREATE TABLE word (id int PRIMARY KEY, loose varchar_ignorecase(9), fixed char(9), kind enum('A', 'B'), much decimal(9, 2))");
        for (String column : List.of("loose", "fixed", "kind", "much", "missing")) {
            assertThat(CountedRows.of(other, new Shapes(Set.of(Shape.of("word", List.of(column), List.of()))), "t")
                            .isEmpty())
                    .as(column)
                    .isTrue();
        }
        assertThat(CountedRows.columns(other, "word"))
                .containsEntry("id", ColumnKind.INTEGER)
                .containsEntry("loose", ColumnKind.OTHER);
    }

    @Test
    void textStatement_isToldLikeAPreparedOne() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE visit SET price = 1 WHERE id = 1");
        }
        assertThat(rowsOf(recorder.told())).containsExactlyInAnyOrder("table/visit", day(5, "2026-11-21"), one(1));
    }
}
