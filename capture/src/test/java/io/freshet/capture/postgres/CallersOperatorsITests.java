package io.freshet.capture.postgres;

import io.freshet.tag.Condition;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** A role that has every usual operator of its own first in its search path: none is called with the rights of the functions' owner. */
class CallersOperatorsITests {

    private static final List<String> TYPES =
            List.of("int4", "int8", "text", "numeric", "date", "bool", "name", "oid", "xid8", "text[]", "\"char\"");
    private static final List<String> OPERATORS = List.of("=", "<>", "<", ">", "<=", ">=", "+", "-", "||", "~", "*<>");

    private static Database database;

    @BeforeAll
    static void install() throws SQLException {
        database = Database.create();
        database.run("""
                CREATE TABLE part (id int, k int) PARTITION BY RANGE (id);
                CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (1000);
                CREATE TABLE rowed (id int PRIMARY KEY, tenant_id text, c text, d date, n numeric, s text)""");
        PostgresCapture.install(
                database.dataSource(),
                new Shapes(Set.of(
                        Shape.of("bill", Set.of(), Set.of()),
                        Shape.of("holiday", Set.of(), Set.of()),
                        Shape.of("part", Set.of(), Set.of()),
                        Shape.of("rowed", Set.of(), Set.of()),
                        Shape.of("rowed", Set.of("c"), Set.of("n")),
                        Shape.of("rowed", Set.of("d"), Set.of()),
                        Shape.of("rowed", Set.of("id"), Set.of("s"), Condition.parse("s <> 'x' AND n > -5")))),
                CaptureOptions.defaults());
        database.run("""
                DO $$ BEGIN CREATE ROLE mallory LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                GRANT ALL ON ALL TABLES IN SCHEMA public TO mallory;
                GRANT CREATE ON DATABASE capture TO mallory""");
        try (Connection mallory = database.as("mallory").getConnection()) {
            Database.run(mallory, """
                    CREATE SCHEMA trap;
                    GRANT USAGE ON SCHEMA trap TO PUBLIC;
                    CREATE TABLE trap.sprung (what text);
                    GRANT ALL ON trap.sprung TO PUBLIC""");
            for (String type : TYPES) {
                for (String operator : OPERATORS) {
                    Database.run(mallory, trap(type, operator));
                }
            }
        }
    }

    /** It does what the right one does; where there is none it fails nothing, which could take back that it was called. */
    private static String trap(String type, String operator) {
        String answer = List.of("+", "-", "||").contains(operator) ? type : "bool";
        String function = "trap.\"" + operator + type.replace("\"", "") + "\"";
        String sql = """
                CREATE FUNCTION %1$s(%2$s, %2$s) RETURNS %3$s LANGUAGE plpgsql AS $$
                    DECLARE answer %3$s;
                    BEGIN
                        IF current_user OPERATOR(pg_catalog.<>) 'mallory' THEN INSERT INTO trap.sprung VALUES (%4$s); END IF;
                        BEGIN
                            EXECUTE 'SELECT $1 OPERATOR(pg_catalog.%5$s) $2' INTO answer USING $1, $2;
                        EXCEPTION WHEN undefined_function THEN
                            RETURN NULL;
                        END;
                        RETURN answer;
                    END $$;
                CREATE OPERATOR trap.%5$s (LEFTARG = %2$s, RIGHTARG = %2$s, FUNCTION = %1$s)""";
        return sql.formatted(function, type, answer, Quoting.text(operator + " of " + type), operator);
    }

    @AfterAll
    static void dropRole() {
        database.run("DROP OWNED BY mallory CASCADE; DROP ROLE mallory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO bill VALUES (1, 7, 1); UPDATE bill SET tenant_id = NULL; DELETE FROM bill; TRUNCATE bill CASCADE",
                "INSERT INTO holiday VALUES ('2026-01-01'); UPDATE holiday SET day = day; DELETE FROM holiday; TRUNCATE holiday",
                "INSERT INTO part VALUES (1, 1); UPDATE part SET k = 2; DELETE FROM part; TRUNCATE part",
                "INSERT INTO rowed VALUES (1, 'a', 'b', '2026-01-01', 1, 'y'); UPDATE rowed SET c = 'q', n = 3, tenant_id = 'z';"
                        + " UPDATE rowed SET s = 'q', d = '2026-02-02'; DELETE FROM rowed; TRUNCATE rowed",
                "SELECT * FROM freshet_collect(ARRAY['tag/x']); SELECT freshet_kept(); SELECT freshet_direct_reads()",
                "SELECT freshet_shapes_asked('a', ARRAY['rowed'], ARRAY[''], ARRAY[''])"
            })
    void noneIsCalledWithTheRightsOfTheOwner(String statements) throws SQLException {
        database.run("DELETE FROM trap.sprung");
        try (Connection mallory = database.as("mallory").getConnection()) {
            Database.run(mallory, "SET search_path = trap, pg_catalog, public");
            for (String statement : statements.split(";")) {
                Database.run(mallory, statement);
            }
        }
        assertThat(database.ask("SELECT string_agg(DISTINCT what, ', ') FROM trap.sprung"))
                .isEqualTo("null");
    }
}
