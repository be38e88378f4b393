package io.freshet.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class RowWritesTests {

    @Test
    void insertOfValues_hasColumnsAndWhatTheyAreGiven() {
        assertThat(RowWrites.of("insert into Visit (client_id,\"price\",id) values (?, 'it''s', ?)"))
                .contains(new RowWrite.Inserts(
                        "visit",
                        List.of("client_id", "price", "id"),
                        List.of(List.of(
                                new RowWrite.Given.Parameter(1),
                                new RowWrite.Given.Constant("it's"),
                                new RowWrite.Given.Parameter(2)))));
    }

    @Test
    void insertOfSeveralRows_hasThemAll_alsoWhatIsComputed() {
        assertThat(RowWrites.of("INSERT INTO public.visit (id, note) VALUES (1, null), (2, lower(?)), (3, default)"))
                .contains(new RowWrite.Inserts(
                        "public.visit",
                        List.of("id", "note"),
                        List.of(
                                List.of(new RowWrite.Given.Constant(1L), new RowWrite.Given.Constant(null)),
                                List.of(new RowWrite.Given.Constant(2L), RowWrite.Given.Computed.INSTANCE),
                                List.of(new RowWrite.Given.Constant(3L), RowWrite.Given.Computed.INSTANCE))));
    }

    @Test
    void update_hasItsCondition_andThoseParametersThatStandInIt() {
        assertThat(
                        RowWrites.of(
                                "update visit v1_0 set price=?,client_id=? where v1_0.id=? and (v1_0.version in (?,2) or not price is null)"))
                .contains(new RowWrite.Changes(
                        "visit",
                        "visit v1_0",
                        false,
                        Set.of("price", "client_id"),
                        "v1_0.id = ? AND (v1_0.version IN (?, 2) OR NOT price IS NULL)",
                        Set.of("id", "version", "price"),
                        List.of(3, 4)));
    }

    @Test
    void delete_withoutACondition_isAllRows() {
        assertThat(RowWrites.of("DELETE FROM visit"))
                .contains(new RowWrite.Changes("visit", "visit", true, Set.of(), "", Set.of(), List.of()));
        assertThat(RowWrites.of("DELETE FROM visit WHERE price BETWEEN ? AND ?"))
                .map(write -> ((RowWrite.Changes) write).parameters())
                .contains(List.of(1, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into visit values (1, 2)",
                "insert into visit (id) select id from other",
                "insert into visit (id) values (1) on conflict do nothing",
                "insert into visit (id) values (1) on conflict (id) do update set price = 1",
                "insert into visit (id) values (1) on duplicate key update price = 1",
                "insert ignore into visit (id) values (1)",
                "insert into visit (id) values (1) returning id",
                "insert into visit (id, price) values (1)",
                "replace into visit (id) values (1)",
                "with x as (select 1) insert into visit (id) values (1)",
                "update visit set price = 1 from client where client.id = visit.client_id",
                "update visit v join client c on c.id = v.client_id set v.price = 1",
                "update visit set (price, id) = (select 1, 2)",
                "update visit set price = 1 where id = 1 returning id",
                "update visit set price = 1 order by id limit 1",
                "update visit set price = 1 where id = 1 limit 1",
                "update visit set price = 1 where id = (select max(id) from visit)",
                "update visit set price = 1 where exists (select 1 from client)",
                "update visit set price = 1 where random() < 0.5",
                "update visit set price = 1 where day = current_date",
                "with x as (select 1) update visit set price = 1",
                "delete from visit using client where client.id = visit.client_id",
                "delete from visit order by id limit 1",
                "delete from visit fetch first 1 row only",
                "delete from visit where id in (select id from other)",
                "delete v from visit v where id = 1",
                "delete from visit where id = :id",
                "delete from visit where id = 1; delete from client where id = 1",
                "merge into visit using other on (visit.id = other.id) when matched then delete",
                "truncate table visit",
                "select * from visit",
                "what is this"
            })
    void whatDoesMore_orAnythingElse_isNone(String sql) {
        assertThat(RowWrites.of(sql)).isEmpty();
    }
}
