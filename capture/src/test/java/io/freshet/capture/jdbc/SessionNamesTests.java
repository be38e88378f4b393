package io.freshet.capture.jdbc;

import io.freshet.sql.SqlName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionNamesTests {

    private final SessionNames names = new SessionNames();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = a, b",
                " set local search_path TO a",
                "SET SCHEMA 'a'",
                "set role tenant_7",
                "SET SESSION AUTHORIZATION x",
                "USE other",
                "SELECT set_config('search_path', ?, false)",
                "SELECT SET_CONFIG('search_path', 'a', false)",
                "SELECT pg_catalog.set_config(?, ?, false)",
                "SELECT set_config('Role', 'a', true)",
                "WITH x AS (SELECT set_config('search_path', 'a', false)) SELECT * FROM x",
                "/* tenant's */ SET search_path TO a",
                "-- tenant's\nSET search_path TO a",
                "SET statement_timeout = 1000; SET search_path TO a",
                "BEGIN; SET LOCAL search_path TO a",
                "SELECT 'C:\\'; SET search_path TO a",
                "SET \"search_path\" TO a",
                "DO $$ BEGIN SET search_path TO a; END $$",
                "DO $$ BEGIN IF a THEN SET LOCAL ROLE b; END IF; EXECUTE 'SET ROLE x'; END $$",
                "DO $$ BEGIN PERFORM set_config('search_path', 'a', false); END $$",
                "SELECT 1; USE other",
                "SELECT 1; CREATE TEMP SEQUENCE s",
                "CREATE TEMP SEQUENCE s",
            })
    void afterThese_noNameIsCertain_withoutItsSchema(String sql) {
        names.executes(sql);

        assertThat(names.isCertain(SqlName.of("bill"))).isFalse();
        assertThat(names.isCertain(new SqlName("public", "bill"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE bill (id int)",
                "create local temporary table if not exists \"Bill\"(id int) on commit drop",
                "CREATE TEMPORARY TABLE pg_temp.bill AS SELECT 1",
                "CREATE OR REPLACE TEMP VIEW bill AS SELECT 1",
            })
    void aTemporaryTable_hidesItsOwnNameOnly(String sql) {
        names.executes(sql);

        assertThat(names.isCertain(SqlName.of("bill"))).isFalse();
        assertThat(names.isCertain(SqlName.of("payment"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM bill",
                "SET application_name = 'x'",
                "set transaction isolation level serializable",
                "CREATE TABLE \"public\".\"flyway_schema_history\" (id int)",
                "CREATE SCHEMA other",
                "CREATE TABLE temp (id int)",
                "SELECT set_config('app.tenant', '7', true)",
                "SELECT set_config( 'app.tenant' , ?, true); SELECT 1",
                "UPDATE member SET role = 'x'",
                "UPDATE member SET role = ? WHERE name LIKE ? ESCAPE '\\' AND state = 'A'",
                "DO $$ BEGIN UPDATE member SET role = 'x'; END $$",
                "SELECT set_config('app.tenant'::text, ?, true)",
                "SELECT 1 /* set_config(?, ?) */",
                "SELECT 1 -- SET search_path TO a",
                "INSERT INTO log VALUES ('; SET search_path TO a')",
                "",
            })
    void afterThese_allNamesAreCertain(String sql) {
        names.executes(sql);

        assertThat(names.isCertain(SqlName.of("bill"))).isTrue();
    }
}
