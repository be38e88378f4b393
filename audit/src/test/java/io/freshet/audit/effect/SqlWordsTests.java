package io.freshet.audit.effect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** SQL that no parser has to take. */
class SqlWordsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select a from t1, `t2` x left join s.t3 on 1 = 1 where b in (select c from t4) | READ t1 READ t2 READ t3 READ t4",
                "with w as (select 1 from t1) select count(*) from w join t2 on extract(year from t2.d) = 1 | SUM_UP t1 SUM_UP t2",
                "select a from generate_series(1, 2) g for update | ",
                "select a from ( select b from t1 ) where | READ t1",
                "insert into t1 (a) select b from t2 on duplicate key update a = 1 | UPSERT t1 READ t2",
                "update t1 set where | UPDATE t1",
                "delete from t1 where and | DELETE t1",
                "call something(1) | "
            })
    void tablesStandBehindTheirWords(String sql, String expected) {
        String found = SqlWords.effects(sql)
                .map(effects -> effects.stream()
                        .map(effect -> effect.operation() + " " + effect.table())
                        .collect(java.util.stream.Collectors.joining(" ")))
                .orElse("");
        assertThat(found).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aLongLiteral_isOneWord() {
        assertThat(SqlWords.effects("update t1 set a = '" + "it''s ".repeat(20_000) + "' where"))
                .hasValueSatisfying(effects -> assertThat(effects)
                        .singleElement()
                        .extracting(Effect::table)
                        .isEqualTo("t1"));
    }
}
