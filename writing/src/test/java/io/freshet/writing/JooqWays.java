package io.freshet.writing;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

/** Writing by jOOQ. */
final class JooqWays {

    private static final Set<String> VISITS = Set.of("visit");
    private static final Set<String> STOCKS = Set.of("stock");
    private static final Table<Record> VISIT = table(name("visit"));
    private static final Field<Integer> ID = field(name("id"), Integer.class);
    private static final Field<Integer> CLIENT = field(name("client_id"), Integer.class);
    private static final Field<Integer> PRICE = field(name("price"), Integer.class);
    private static final Table<Record> STOCK = table(name("stock"));
    private static final Field<Integer> SHOP = field(name("shop"), Integer.class);
    private static final Field<Integer> ITEM = field(name("item"), Integer.class);
    private static final Field<Integer> PIECES = field(name("pieces"), Integer.class);

    static final List<Way> ALL = List.of(
            Way.of("jOOQ insert", VISITS, m -> insert(m.jooq(), 9)),
            Way.of(
                    "jOOQ insert of several rows",
                    STOCKS,
                    m -> m.jooq()
                            .insertInto(STOCK, SHOP, ITEM, PIECES)
                            .values(5, 1, 1)
                            .values(5, 2, 2)
                            .execute()),
            Way.of(
                    "jOOQ insert of a query",
                    STOCKS,
                    m -> m.jooq()
                            .insertInto(STOCK, SHOP, ITEM, PIECES)
                            .select(select(SHOP.plus(10), ITEM, PIECES).from(STOCK))
                            .execute()),
            Way.of("jOOQ update", VISITS, m -> raise(m.jooq())),
            Way.of(
                    "jOOQ update of a key",
                    VISITS,
                    m -> m.jooq().update(VISIT).set(CLIENT, 2).where(ID.eq(1)).execute()),
            Way.of(
                    "jOOQ update with a subquery",
                    VISITS,
                    m -> m.jooq()
                            .update(VISIT)
                            .set(PRICE, 3)
                            .where(CLIENT.in(
                                    select(field(name("id"), Integer.class)).from(table(name("client")))))
                            .execute()),
            Way.of(
                    "jOOQ delete",
                    VISITS,
                    m -> m.jooq()
                            .deleteFrom(VISIT)
                            .where(ID.eq(1).or(PRICE.lt(6)))
                            .execute()),
            Way.of(
                    "jOOQ merge",
                    STOCKS,
                    m -> m.jooq()
                            .mergeInto(STOCK)
                            .using(DSL.selectOne())
                            .on(SHOP.eq(1).and(ITEM.eq(1)))
                            .whenMatchedThenUpdate()
                            .set(PIECES, 77)
                            .execute()),
            Way.of("jOOQ truncate", STOCKS, m -> m.jooq().truncate(STOCK).execute()),
            Way.of(
                    "jOOQ batch of statements",
                    Set.of("visit", "stock"),
                    m -> m.jooq()
                            .batch(
                                    m.jooq().update(VISIT).set(PRICE, PRICE.plus(1)),
                                    m.jooq().deleteFrom(STOCK).where(ITEM.eq(2)))
                            .execute()),
            Way.of(
                    "jOOQ batch of values",
                    VISITS,
                    m -> m.jooq()
                            .batch(m.jooq()
                                    .update(VISIT)
                                    .set(PRICE, (Integer) null)
                                    .where(ID.eq((Integer) null)))
                            .bind(41, 1)
                            .bind(42, 2)
                            .execute()),
            Way.of("jOOQ plain SQL", VISITS, m -> m.jooq().execute("update visit set price = ? where id = ?", 43, 1)),
            Way.of("jOOQ in a transaction of Spring", VISITS, m -> m.inTransaction(em -> raise(m.jooq()))),
            Way.of(
                    "jOOQ in a transaction of its own",
                    VISITS,
                    m -> m.jooqAlone().transaction(own -> raise(own.dsl()))),
            Way.of(
                            "jOOQ, inner transaction rolled back",
                            VISITS,
                            m -> m.jooqAlone().transaction(outer -> {
                                raise(outer.dsl());
                                assertThatThrownBy(() -> outer.dsl().transaction(inner -> {
                                            inner.dsl().deleteFrom(STOCK).execute();
                                            throw new IllegalStateException("on purpose");
                                        }))
                                        .hasMessage("on purpose");
                            }))
                    .guessing("stock"),
            Way.ofNothing(
                    "jOOQ, rolled back",
                    m -> assertThatThrownBy(() -> m.jooqAlone().transaction(own -> {
                                raise(own.dsl());
                                throw new IllegalStateException("on purpose");
                            }))
                            .hasMessage("on purpose")),
            Way.ofNothing(
                    "jOOQ, select for update",
                    m -> m.jooq().select(val(1)).from(VISIT).forUpdate().fetch()));

    private JooqWays() {}

    private static void insert(DSLContext jooq, int id) {
        jooq.insertInto(VISIT).set(ID, id).set(CLIENT, 1).set(PRICE, 40).execute();
    }

    private static void raise(DSLContext jooq) {
        jooq.update(VISIT).set(PRICE, PRICE.plus(1)).where(ID.le(2)).execute();
    }
}
