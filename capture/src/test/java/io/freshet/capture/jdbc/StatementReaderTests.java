package io.freshet.capture.jdbc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class StatementReaderTests {

    private final StatementReader reader = new StatementReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM bill",
                "  /* hint */ -- note\n select 1",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x AS (SELECT 1) SELECT * FROM x",
                "SELECT * FROM bill FOR UPDATE",
                "SELECT * FROM bill FOR NO KEY UPDATE SKIP LOCKED",
                "SELECT 'insert into' AS \"update\" FROM bill",
                "select nextval('bill_seq')",
                "SHOW search_path",
                "SET TIME ZONE 'UTC'",
                "VALUES (1)",
                "EXPLAIN SELECT 1",
                "SAVEPOINT a",
                "ROLLBACK TO SAVEPOINT a",
                "VACUUM bill",
                "CREATE INDEX CONCURRENTLY i ON bill (id)",
                "DROP INDEX CONCURRENTLY i",
                "SELECT 1;"
            })
    void read_ofWhatWritesNothing(String sql) {
        assertThat(reader.read(sql)).isInstanceOf(StatementEffect.Reads.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET ALL", "reset freshet.tags", "/* x */ DISCARD ALL", "DISCARD ALL;"})
    void read_ofWhatTakesSettingsBack(String sql) {
        assertThat(reader.read(sql)).isEqualTo(new StatementEffect.Reads(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'RESET ALL'; SELECT 2", "SET freshet.x = 1", "SELECT 1"})
    void read_ofWhatTakesNothingBack(String sql) {
        assertThat(reader.read(sql)).isEqualTo(new StatementEffect.Reads(false));
    }

    @Test
    void writesAndResetsInOneText_areUnknown() {
        assertThat(reader.read("INSERT INTO bill VALUES (1); RESET freshet.tags"))
                .isInstanceOf(StatementEffect.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO bill VALUES (1) | bill",
                "insert into public.\"Bill\" (id) select id from other on conflict do nothing | public.bill",
                "UPDATE bill SET a = ? WHERE id = ? | bill",
                "UPDATE bill b SET a = o.a FROM other o WHERE o.id = b.id | bill,other",
                "DELETE FROM bill WHERE id IN (SELECT 1) | bill",
                "TRUNCATE TABLE bill, other | bill,other",
                "MERGE INTO bill b USING v ON b.id = v.id WHEN MATCHED THEN UPDATE SET a = 1 | bill",
                "WITH gone AS (DELETE FROM bill RETURNING id) SELECT * FROM gone | bill",
                "SELECT * INTO copy FROM bill | bill,copy",
                "INSERT INTO a VALUES (1); UPDATE b SET x = 2 | a,b",
                "MERGE INTO bill (id) KEY (id) VALUES (1) | bill",
                "REPLACE INTO bill (id) VALUES (1) | bill",
                "INSERT IGNORE INTO bill (id) VALUES (1) | bill",
                "INSERT INTO bill (id) VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES(a) | bill",
                "UPDATE `bill` SET `a` = 1 ORDER BY id LIMIT 1 | bill",
                "UPDATE bill b JOIN other o ON o.id = b.id SET b.a = o.a | bill,other",
                "UPDATE bill, other SET bill.a = 1, other.b = 2 | bill,other",
                "DELETE b, o FROM bill b JOIN other o ON o.id = b.id | bill,other",
                "DELETE FROM bill FETCH FIRST 1 ROW ONLY | bill",
                "TRUNCATE TABLE bill RESTART IDENTITY | bill",
                "ALTER TABLE IF EXISTS bill DROP COLUMN a | bill",
                "DROP TABLE bill | bill"
            })
    void read_ofWhatWrites_namesTheTables(String sql, String tables) {
        assertThat(reader.read(sql))
                .isInstanceOfSatisfying(
                        StatementEffect.Writes.class,
                        writes -> assertThat(new TreeSet<>(writes.tables()))
                                .isSubsetOf(Set.of(tables.split(",")))
                                .contains(tables.split(",")[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "WITH gone AS (-- don't keep them#n DELETE FROM visit WHERE a = 'X' RETURNING id) SELECT * FROM gone | visit",
                "WITH gone AS (/* don't */ DELETE FROM visit WHERE a = 'X' RETURNING id) SELECT * FROM gone | visit",
                "WITH x AS (SELECT 1 WHERE 'a\\b' <> 'c'), d AS (DELETE FROM visit WHERE a = 'x' RETURNING id) SELECT * FROM d | visit",
                "INSERT INTO log VALUES ('C:\\temp'); UPDATE bill SET a = 'x' | log,bill",
                "INSERT INTO log VALUES (1); -- don't#nUPDATE bill SET a = 'x' | log,bill",
                "INSERT INTO log VALUES (1) /* don't */; UPDATE bill SET a = 'x' | log,bill",
                "INSERT INTO log VALUES ($$don't$$); UPDATE bill SET a = 'x' | log,bill",
                "SELECT 1; -- don't#nUPDATE bill SET a = 'x' | bill",
                "INSERT INTO log VALUES ('C:\\') | log",
                "ALTER /* don't */ TABLE bill ADD COLUMN a text DEFAULT 'x' | bill"
            })
    void read_ofApostrophesAndBackslashes_hidesNoWrite(String sql, String tables) {
        assertThat(reader.read(sql.replace("#n", "\n")))
                .isInstanceOfSatisfying(
                        StatementEffect.Writes.class,
                        writes -> assertThat(writes.tables()).contains(tables.split(",")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO log VALUES ('C:\\'); UPDATE bill SET a = 'x'",
                "INSERT INTO log VALUES (\"don\\\"t\"); UPDATE bill SET a = \"x\"",
                "SELECT 'C:\\'; UPDATE bill SET a = 'x' WHERE b = 'D:\\'"
            })
    void read_ofWhereALiteralMayEndElsewhere_isAWrite(String sql) {
        assertThat(reader.read(sql)).isNotInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read(sql))
                .satisfiesAnyOf(
                        effect -> assertThat(effect).isEqualTo(new StatementEffect.Unknown(false)),
                        effect -> assertThat(((StatementEffect.Writes) effect).tables())
                                .contains("bill"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MERGE INTO ONLY bill USING v ON (bill.id = v.id) WHEN MATCHED THEN DELETE",
                "MERGE INTO ONLY bill b USING v ON (b.id = v.id) WHEN MATCHED THEN DELETE",
                "UPDATE ONLY bill SET a = 1",
                "UPDATE ONLY bill b SET a = 1",
                "DELETE FROM ONLY bill",
                "DELETE FROM ONLY bill WHERE id = 1",
                "TRUNCATE ONLY bill",
                "TRUNCATE TABLE ONLY bill",
                "TRUNCATE TABLE ONLY bill, other"
            })
    void read_ofOneTableOnly_namesIt_orNothing(String sql) {
        assertThat(reader.read(sql))
                .satisfiesAnyOf(
                        effect -> assertThat(effect).isEqualTo(new StatementEffect.Unknown(false)),
                        effect -> assertThat(((StatementEffect.Writes) effect).tables())
                                .contains("bill"));
    }

    @Test
    void read_ofWhatOnlyQuotesAWrite_isARead() {
        assertThat(reader.read("SELECT 1 -- don't DELETE FROM it")).isInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read("SELECT a FROM bill WHERE b LIKE ? ESCAPE '\\' AND c = 'OPEN' FOR UPDATE"))
                .as("locks")
                .isInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read("SELECT a FROM bill WHERE b LIKE ? ESCAPE '\\'"))
                .isInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read("SELECT a FROM bill WHERE b = 'C:\\'")).isInstanceOf(StatementEffect.Reads.class);
    }

    @Test
    void read_ofWhatCannotBeTold_isUnknown() {
        assertThat(reader.read("CALL close_day()")).isEqualTo(new StatementEffect.Unknown(true));
        assertThat(reader.read("{call close_day()}")).isEqualTo(new StatementEffect.Unknown(true));
        assertThat(reader.read("EXPLAIN ANALYZE DELETE FROM bill")).isNotInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read("INSERT ???")).isEqualTo(new StatementEffect.Unknown(false));
        assertThat(reader.read("SELECT 1; CALL close_day()")).isInstanceOf(StatementEffect.Unknown.class);
        assertThat(reader.read("TRUNCATE TABLE bill CASCADE")).isEqualTo(new StatementEffect.Unknown(false));
        assertThat(reader.read("TRUNCATE TABLE bill RESTART IDENTITY CASCADE ???"))
                .isEqualTo(new StatementEffect.Unknown(false));
        assertThat(reader.read("")).isInstanceOf(StatementEffect.Unknown.class);
        assertThat(reader.read("\"")).isInstanceOf(StatementEffect.Unknown.class);
        assertThat(reader.read("'")).isInstanceOf(StatementEffect.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN UPDATE bill SET a = 1; COMMIT; UPDATE bill SET a = 2; END $$",
                "DO LANGUAGE plpgsql $code$ BEGIN PERFORM $$a;b$$; COMMIT; END $code$;"
            })
    void read_ofABodyOfCode_mayCommit(String sql) {
        assertThat(reader.read(sql)).isEqualTo(new StatementEffect.Unknown(true));
    }

    @Test
    void read_ofAFunctionsDefinition_writesNothing() {
        String sql =
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $f$ UPDATE bill SET a = 1; DELETE FROM bill; $f$";
        assertThat(reader.read(sql)).isInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read(sql + "; DELETE FROM bill")).isNotInstanceOf(StatementEffect.Reads.class);
    }

    @Test
    void read_ofLongTexts() {
        String text = "it''s \"so\" ".repeat(20_000);
        assertThat(reader.read("INSERT INTO bill VALUES ('" + text + "')"))
                .isInstanceOfSatisfying(
                        StatementEffect.Writes.class,
                        writes -> assertThat(writes.tables()).containsExactly("bill"));
        assertThat(reader.read("SELECT '" + text + "' FROM bill")).isInstanceOf(StatementEffect.Reads.class);
        String many = " OR id = 1".repeat(20_000);
        assertThat(reader.read("UPDATE bill SET a = 1 WHERE id = 0" + many))
                .isInstanceOfSatisfying(
                        StatementEffect.Writes.class,
                        writes -> assertThat(writes.tables()).containsExactly("bill"));
        assertThat(reader.read("SELECT 1 FROM bill WHERE id = 0" + many)).isInstanceOf(StatementEffect.Reads.class);
        assertThat(reader.read("SELECT 1 /* don't */ FROM bill -- " + text)).isInstanceOf(StatementEffect.Reads.class);
        String rows = ", (1, 'text', 2, NULL, now(), 'another', 17.5, (1 + 2) * 3)".repeat(2_000);
        assertThat(reader.read("INSERT INTO bill VALUES (1, 'text', 2, NULL, now(), 'another', 17.5, 3)" + rows))
                .isInstanceOf(StatementEffect.Writes.class);
    }

    @Test
    void read_ofTransactionControl() {
        assertThat(reader.read("begin")).isInstanceOf(StatementEffect.Begins.class);
        assertThat(reader.read("COMMIT")).isInstanceOf(StatementEffect.Commits.class);
        assertThat(reader.read("rollback")).isInstanceOf(StatementEffect.RollsBack.class);
    }
}
