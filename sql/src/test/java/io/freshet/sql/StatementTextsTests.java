package io.freshet.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class StatementTextsTests {

    private final StatementTexts texts = new StatementTexts();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1                                                                             |
            SELECT now()                                                                         |
            VALUES (1), (2)                                                                      |
            SET search_path = other                                                              |
            -- nothing                                                                           |
            SELECT * FROM bill                                                                   | bill
            select b.id from Bill b where b.id = ?                                               | bill
            SELECT * FROM "Bill"                                                                 | Bill
            SELECT * FROM public.bill                                                            | public.bill
            SELECT * FROM "Odd.Schema"."The Bill"                                                | Odd.Schema.The Bill
            TABLE bill                                                                           | bill
            SELECT * FROM a, b                                                                   | a b
            SELECT * FROM a JOIN b USING (id) LEFT JOIN c ON c.id = b.id                         | a b c
            SELECT * FROM a NATURAL JOIN b                                                       | a b
            SELECT * FROM (a JOIN b ON a.id = b.id) RIGHT JOIN c ON c.id = a.id                  | a b c
            SELECT * FROM a WHERE id IN (SELECT a_id FROM b)                                     | a b
            select * from a where upper(x) like upper(?) escape '\\' and y = (select max(y) from b) | a b
            SELECT * FROM a WHERE x LIKE ? ESCAPE '\\' OR y LIKE ? ESCAPE '\\' ORDER BY x        | a
            SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.id = a.id)                     | a b
            SELECT * FROM a WHERE NOT EXISTS (SELECT 1 FROM b)                                   | a b
            SELECT * FROM a WHERE id = ANY (SELECT id FROM b)                                    | a b
            SELECT * FROM a WHERE id = ANY (?)                                                   | a
            SELECT * FROM a WHERE id = ANY (ARRAY(SELECT id FROM b))                             | a b
            SELECT * FROM a WHERE (x, y) IN (SELECT 1, 2 FROM b)                                 | a b
            SELECT * FROM a WHERE x BETWEEN (SELECT 1 FROM b) AND (SELECT 2 FROM c)              | a b c
            SELECT * FROM a JOIN b ON b.x = (SELECT max(x) FROM c WHERE c.id = a.id)             | a b c
            SELECT json_agg(x) FROM (SELECT * FROM a) x WHERE x.y IS NOT NULL                    | a
            SELECT string_agg(a.x, ',' ORDER BY (SELECT 1 FROM b)) FROM a                        | a b
            SELECT * FROM a WHERE id > ALL (SELECT id FROM b)                                    | a b
            SELECT (SELECT max(x) FROM b) FROM a                                                 | a b
            SELECT coalesce((SELECT x FROM b LIMIT 1), 0) FROM a                                 | a b
            SELECT CASE WHEN EXISTS (SELECT 1 FROM b) THEN 1 ELSE (SELECT 2 FROM c) END FROM a   | a b c
            SELECT * FROM a ORDER BY (SELECT x FROM b WHERE b.id = a.id)                         | a b
            SELECT x FROM a GROUP BY x HAVING count(*) > (SELECT n FROM b)                       | a b
            SELECT * FROM a LIMIT (SELECT n FROM b)                                              | a b
            SELECT * FROM a UNION SELECT * FROM b UNION ALL SELECT * FROM c                      | a b c
            (SELECT * FROM a) EXCEPT (SELECT * FROM b) ORDER BY 1                                | a b
            SELECT * FROM a INTERSECT SELECT * FROM b                                            | a b
            SELECT * FROM (SELECT * FROM a) x JOIN (SELECT * FROM b) y ON true                   | a b
            SELECT * FROM a CROSS JOIN LATERAL (SELECT * FROM b WHERE b.id = a.id) l             | a b
            SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.id = a.id) l                       | a b
            WITH x AS (SELECT * FROM a) SELECT * FROM x                                          | a
            WITH x AS (SELECT * FROM a), y AS (SELECT * FROM x JOIN b ON true) SELECT * FROM y   | a b
            WITH a AS (SELECT * FROM a WHERE id = 1) SELECT * FROM a                             | a
            WITH x AS (SELECT 1) SELECT * FROM s.x                                               | s.x
            WITH x AS MATERIALIZED (SELECT * FROM a) SELECT * FROM x, b                          | a b
            WITH RECURSIVE t AS (SELECT id FROM a UNION ALL SELECT a.id FROM a JOIN t ON a.p = t.id) SELECT * FROM t | a
            WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM a) SELECT * FROM a    |
            SELECT * FROM a WHERE id IN (WITH x AS (SELECT id FROM b) SELECT id FROM x)          | a b
            SELECT * FROM a WHERE x IN (SELECT 1 UNION SELECT y FROM b)                          | a b
            SELECT sum(x) FILTER (WHERE x > (SELECT 1 FROM b)) OVER (PARTITION BY y) FROM a      | a b
            SELECT ARRAY(SELECT id FROM b) FROM a                                                | a b
            SELECT * FROM generate_series(1, 10) g JOIN a ON a.id = g                            | a
            SELECT * FROM a FOR UPDATE                                                           | a
            SELECT DISTINCT ON (x) x, y FROM a ORDER BY x, y                                     | a
            SELECT b1_0.id, b1_0.total FROM bill b1_0 WHERE b1_0.id = ? OFFSET ? ROWS FETCH FIRST ? ROWS ONLY | bill
            SELECT 'FROM x; SELECT 1', $$ FROM y $$ FROM a -- FROM z                             | a
            SELECT /* FROM x /* nested */ SELECT */ 1 FROM a                                     | a
            SELECT a.data->>'x', a.tags[1], a.at::date FROM a WHERE a.data @> ?                  | a
            SELECT interval '1 day' + at, extract(year FROM at) FROM a                           | a
            SELECT * FROM a TABLESAMPLE SYSTEM (10)                                              | a
            SELECT GROUPING(x), x FROM a GROUP BY ROLLUP (x)                                     | a
            """)
    void tables_areFoundWhereverTheyStand(String sql, String tables) {
        Set<String> expected = tables == null ? Set.of() : Set.of(spaced(tables));

        assertThat(names(sql)).isEqualTo(expected);
    }

    private static String[] spaced(String tables) {
        return tables.contains("The Bill") ? new String[] {tables} : tables.split(" ", -1);
    }

    private Set<String> names(String sql) {
        return reads(sql).tables().stream().map(read -> read.table().toString()).collect(Collectors.toSet());
    }

    private Reading.Reads reads(String sql) {
        Reading reading = texts.read(sql);
        assertThat(reading).as(sql).isInstanceOf(Reading.Reads.class);
        return (Reading.Reads) reading;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO a SELECT * FROM b",
                "UPDATE a SET x = 1",
                "DELETE FROM a",
                "WITH x AS (DELETE FROM a RETURNING *) SELECT * FROM x",
                "SELECT * INTO b FROM a",
                "SELECT 1; SELECT * FROM b",
                "CALL x()",
                "FETCH ALL FROM c",
                "EXECUTE prepared(1)",
                "EXPLAIN SELECT * FROM a",
                "SELECT * FRM a",
                "SELECT 'it\\'s' FROM a",
                "SELECT * FROM a WHERE x LIKE ? ESCAPE '\\' AND y = ' OR y IN (SELECT y FROM b) -- '",
                "SELECT * FROM a WHERE x LIKE ? ESCAPE '\\'' AND y IN (SELECT y FROM b) -- '",
                "SELECT * FROM a WHERE x LIKE '\\' ESCAPE '\\'",
                "SELECT * FROM other_database.public.a",
            })
    void whatIsNoQueryOrNotUnderstood_isUnclear(String sql) {
        assertThat(texts.read(sql)).isInstanceOf(Reading.Unclear.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM bill b WHERE b.id = ?                                         | bill:id=?1
            SELECT * FROM bill WHERE tenant_id = ? AND (id = 5) AND kind = 'x'          | bill:id=5,kind=x,tenant_id=?1
            SELECT * FROM bill WHERE ? = id                                             | bill:id=?1
            SELECT ?, x FROM bill WHERE y > ? AND id = ?                                | bill:id=?3
            SELECT * FROM bill WHERE id = ? OR x = ?                                    | bill:
            SELECT * FROM bill WHERE NOT (id = ?)                                       | bill:
            SELECT * FROM bill WHERE id = ? AND (x = ? OR y = ?)                        | bill:id=?1
            SELECT * FROM bill WHERE id IN (?, ?)                                       | bill:id=(?1 ?2)
            SELECT * FROM bill WHERE id IN (?)                                          | bill:id=?1
            SELECT * FROM bill WHERE id IN (?, 3) AND id = 4                            | bill:id=4
            SELECT * FROM bill WHERE id NOT IN (?, ?)                                   | bill:
            SELECT * FROM bill WHERE id IN (?, lower(?))                                | bill:
            SELECT * FROM bill WHERE id IN (?, ?) OR x = 1                              | bill:
            SELECT * FROM bill WHERE (id, x) IN ((?, ?))                                | bill:
            SELECT * FROM bill WHERE x > ?1 AND id = ?2                                 | bill:
            SELECT * FROM bill WHERE kind = 'it''s' AND id = 'x'                        | bill:id=x
            SELECT * FROM bill WHERE lower(id) = ?                                      | bill:
            SELECT * FROM bill WHERE id = ?::int                                        | bill:
            SELECT * FROM a JOIN b ON b.a_id = a.id AND b.kind = ? WHERE a.id = ?       | a:id=?2 b:kind=?1
            SELECT * FROM a JOIN b ON b.a_id = a.id WHERE id = ?                        | a: b:
            SELECT * FROM a LEFT JOIN b ON b.kind = ? AND a.x = ? WHERE a.id = ? AND b.y = ? | a:id=?3 b:
            SELECT * FROM a RIGHT JOIN b ON true WHERE a.id = ? AND b.y = ?             | a: b:y=?2
            SELECT * FROM a FULL JOIN b ON true WHERE a.id = ? AND b.y = ?              | a: b:
            SELECT * FROM a JOIN b ON a.x = ? LEFT JOIN c ON c.z = ? WHERE b.y = ?      | a:x=?1 b:y=?3 c:
            SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.a_id = a.id AND b.k = ? AND a.z = ?) | a: b:k=?1
            SELECT * FROM a WHERE a.id = ? UNION SELECT * FROM a WHERE a.id = ?         | a:id=?1 a:id=?2
            SELECT * FROM a x, a y WHERE x.id = ? AND y.id = x.p                        | a: a:id=?1
            WITH w AS (SELECT * FROM a WHERE id = ?) SELECT * FROM w WHERE k = ?        | a:id=?1
            SELECT * FROM (SELECT * FROM a WHERE id = ?) d WHERE d.k = ?                | a:id=?1
            SELECT x FROM a GROUP BY x HAVING x = ?                                     | a:
            SELECT * FROM "Bill" WHERE "Bill"."Id" = ?                                  | Bill:Id=?1
            """)
    void pins_holdForEveryRowThatCounts(String sql, String pinned) {
        String found = reads(sql).tables().stream()
                .map(read -> read.table() + ":" + text(read.pinned()))
                .sorted()
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(pinned);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select m.* from menu m join role r on m.id = r.menu_id                               | menu:id=role.menu_id role:menu_id=menu.id
            select m.* from menu m, role r where m.id = r.menu_id and r.id = ?                   | menu:id=role.menu_id role:menu_id=menu.id
            select m.* from menu m left join role r on m.id = r.menu_id                          | role:menu_id=menu.id
            select m.* from menu m left join role r on m.id = r.menu_id where r.id = ?           | menu:id=role.menu_id role:menu_id=menu.id
            select m.* from menu m left join role r on m.id = r.menu_id where r.id in (1, 2)     | menu:id=role.menu_id role:menu_id=menu.id
            select m.* from menu m left join role r on m.id = r.menu_id where m.kind = 1         | role:menu_id=menu.id
            select m.* from menu m left join role r on m.id = r.menu_id where r.id is null       | role:menu_id=menu.id
            select m.* from menu m left join role r on m.id = r.menu_id where r.id = 1 or m.k = 2 | role:menu_id=menu.id
            select m.* from role r right join menu m on m.id = r.menu_id                         | role:menu_id=menu.id
            select m.* from menu m full join role r on m.id = r.menu_id                          | ''
            select m.* from menu m join role r on m.id = r.menu_id or m.free = 1                 | ''
            select m.* from menu m join role r on not (m.id = r.menu_id)                         | ''
            select m.* from menu m join menu n on m.id = n.parent                                | menu:id=menu.parent menu:parent=menu.id
            select id from menu, role where id = menu_id                                         | ''
            """)
    void matches_holdForEveryRowThatCounts(String sql, String matches) {
        Reading.Reads reads = (Reading.Reads) new StatementTexts().read(sql);
        String found = reads.tables().stream()
                .flatMap(read -> read.matches().stream()
                        .map(match ->
                                read.table() + ":" + match.column() + "=" + match.other() + "." + match.otherColumn()))
                .sorted()
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(matches);
    }

    private static String text(Map<String, Operand> pinned) {
        return new TreeSet<>(pinned.keySet())
                .stream().map(column -> column + "=" + text(pinned.get(column))).collect(Collectors.joining(","));
    }

    private static String text(Operand operand) {
        if (operand instanceof Operand.OneOf some) {
            return some.operands().stream().map(StatementTextsTests::text).collect(Collectors.joining(" ", "(", ")"));
        }
        return operand instanceof Operand.Parameter parameter
                ? "?" + parameter.index()
                : ((Operand.Literal) operand).text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT b.id, b.total FROM bill b WHERE b.kind = 1 ORDER BY b.at       | bill:at,id,kind,total
            SELECT id FROM bill                                                   | bill:id
            SELECT * FROM bill                                                    | bill:all
            SELECT b FROM bill b                                                  | bill:all
            SELECT row_to_json(b) FROM bill b                                     | bill:all
            SELECT count(*) FROM bill WHERE kind = 1                              | bill:kind
            SELECT a.x, b.* FROM a JOIN b ON a.id = b.a_id                        | a:id,x b:all
            SELECT x FROM a JOIN b USING (id)                                     | a:id,x b:id,x
            SELECT a.x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE y = a.z)        | a:x,y,z b:y
            SELECT sum(a.x) OVER (PARTITION BY a.y ORDER BY a.z) FROM a           | a:x,y,z
            SELECT a.x FROM a NATURAL JOIN b                                      | a:all b:all
            TABLE a                                                               | a:all
            """)
    void columns_areAllThatMayBeRead(String sql, String columns) {
        String found = reads(sql).tables().stream()
                .map(read ->
                        read.table() + ":" + (read.isWhole() ? "all" : String.join(",", new TreeSet<>(read.columns()))))
                .sorted()
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT f(x), s.g (y), "H"(z) FROM a                     | H f s.g
            SELECT * FROM bills_of(?) b                             | bills_of
            SELECT 'h(1)' /* i(2) */ FROM a WHERE x IN (1, 2)       |
            SELECT a.x FROM a ORDER BY rank(a.x)                    | rank
            SELECT "odd.name"(1)                                    | odd.name
            """)
    void functions_areFoundWhereverTheyAreCalled(String sql, String functions) {
        Set<String> expected = functions == null ? Set.of() : Set.of(functions.split(" ", -1));

        assertThat(reads(sql).functions().stream().map(SqlName::toString).collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    @Test
    void knownText_isNotParsedAgain() {
        assertThat(texts.read("SELECT * FROM bill")).isSameAs(texts.read("SELECT * FROM bill"));
    }

    @Test
    void read_ofLongTexts() {
        assertThat(texts.read("SELECT id FROM bill WHERE note = '" + "it''s ".repeat(15_000) + "'"))
                .isInstanceOf(Reading.Reads.class);
        assertThat(texts.read("SELECT id AS \"" + "a\"\"b".repeat(20_000) + "\" FROM bill"))
                .isInstanceOf(Reading.Reads.class);
        assertThat(texts.read("SELECT id FROM bill WHERE id IN (0" + ", 1".repeat(30_000) + ")"))
                .isInstanceOf(Reading.Reads.class);
    }

    /** Their trees are deeper than a usual stack allows to build or to walk. */
    @Test
    void deepTexts_endNoThread() {
        String sum = "1" + " + 1".repeat(20_000);
        String condition = "id = 0" + " OR id = 1".repeat(9_000);
        assertThat(texts.read("SELECT id FROM bill WHERE " + condition)).isNotNull();
        assertThat(texts.read("SELECT " + sum + " FROM bill")).isNotNull();
        assertThat(KeyWrite.of("UPDATE bill SET a = " + sum)).isNotEmpty();
        assertThat(RowWrites.of("DELETE FROM bill WHERE " + condition)).isNotNull();
        assertThat(WrittenTables.of("WITH x AS (SELECT 1) DELETE FROM bill WHERE " + condition))
                .isNotNull();
        assertThat(WrittenTables.ofScript("SELECT 1; DELETE FROM bill WHERE " + condition))
                .isNotNull();
        assertThat(WrittenTables.namedBy("SELECT id FROM bill WHERE " + condition))
                .isNotNull();
    }
}
