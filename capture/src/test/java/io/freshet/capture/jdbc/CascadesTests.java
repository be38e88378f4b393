package io.freshet.capture.jdbc;

import io.freshet.tag.TableDependency;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class CascadesTests {

    private final Recorder recorder = new Recorder(StatementTransactionTags.withoutOutbox());
    private Connection connection;

    @BeforeEach
    void createTables() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        connection = new CapturedDataSource(h2, recorder, recorder).getConnection();
        run("CREATE TABLE house (id int PRIMARY KEY, code int UNIQUE, name int)");
        run("CREATE TABLE room (id int PRIMARY KEY, house int REFERENCES house ON DELETE CASCADE)");
        run("CREATE TABLE bed (id int PRIMARY KEY, room int REFERENCES room ON DELETE CASCADE)");
        run("CREATE TABLE guest (id int PRIMARY KEY, bed int UNIQUE REFERENCES bed ON DELETE SET NULL)");
        run("CREATE TABLE key_of (guest_bed int REFERENCES guest (bed) ON UPDATE CASCADE)");
        run("CREATE TABLE badge (house int REFERENCES house (code) ON UPDATE CASCADE)");
        run("CREATE TABLE bill (house int REFERENCES house)");
        run("CREATE TABLE \"Mixed\" (id int REFERENCES house ON DELETE CASCADE)");
        run("CREATE TABLE house_part (id int PRIMARY KEY, whole int REFERENCES house_part ON DELETE CASCADE)");
        recorder.changes.clear();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM house | house | room,bed,guest,key_of,mixed",
                "DELETE FROM public.house WHERE id = 1 | house,public.house | room,bed,guest,key_of,mixed",
                "DELETE FROM room | room | bed,guest,key_of",
                "DELETE FROM bed | bed | guest,key_of",
                "DELETE FROM guest | guest |",
                "DELETE FROM bill | bill |",
                "DELETE FROM house_part | house_part | house_part",
                "INSERT INTO house (id) VALUES (1) | house |",
                "UPDATE house SET name = 1 | house |",
                "UPDATE house SET name = 1, code = 2 | house | badge",
                "UPDATE \"HOUSE\" SET \"CODE\" = 2 | house | badge",
                "UPDATE guest SET bed = 3 | guest | key_of",
                "MERGE INTO house (id) KEY (id) VALUES (1) | house | room,bed,guest,key_of,mixed,badge",
                "DELETE FROM house WHERE id = 1; UPDATE bill SET house = 1 | house,bill | room,bed,guest,key_of,mixed",
                "INSERT INTO bill VALUES (null); DELETE FROM room | bill,room | bed,guest,key_of"
            })
    void write_reachesTheTablesThatKeysCarryItOnTo(String sql, String tables, @Nullable String carried)
            throws SQLException {
        Set<String> expected = new TreeSet<>(List.of(tables.split(",")));
        if (carried != null) {
            for (String table : carried.split(",")) {
                expected.addAll(List.of(table, "public." + table));
            }
        }
        run(sql);
        assertThat(recorder.told().stream()
                        .map(tag -> tag.substring("table/".length()))
                        .filter(tag -> !tag.endsWith("?")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void carriedOn_itIsToldWithTheSchema_asACacheMayNameIt() throws SQLException {
        run("CREATE SCHEMA billing");
        run("CREATE TABLE billing.debtor (id int PRIMARY KEY)");
        run("CREATE TABLE billing.dunning (id int, debtor int REFERENCES billing.debtor ON DELETE CASCADE)");
        recorder.changes.clear();
        run("DELETE FROM billing.debtor");
        assertThat(recorder.told())
                .containsAll(new TableDependency("billing.dunning").raisedBy(""))
                .contains("table/dunning", "table/dunning?");
    }

    @ParameterizedTest
    @CsvSource({"INSERT INTO open_house (id) VALUES (1)", "DELETE FROM open_house"})
    void writeToAView_mayBeToAnything(String sql) throws SQLException {
        run("CREATE VIEW open_house AS SELECT * FROM house");
        run("CREATE TRIGGER closed INSTEAD OF INSERT, DELETE ON open_house FOR EACH ROW CALL '"
                + NoTrigger.class.getName() + "'");
        run(sql);
        assertThat(recorder.told()).contains("*");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Does nothing instead. */
    public static final class NoTrigger implements org.h2.api.Trigger {

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {}
    }
}
