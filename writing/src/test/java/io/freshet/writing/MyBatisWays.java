package io.freshet.writing;

import java.util.List;
import java.util.Set;

/** Writing by MyBatis. */
final class MyBatisWays {

    private static final Set<String> VISIT = Set.of("visit");

    static final List<Way> ALL = List.of(
            Way.of("MyBatis insert", VISIT, m -> m.mapper().insert(9, 1, 40)),
            Way.of(
                    "MyBatis insert of several rows",
                    Set.of("stock"),
                    m -> m.mapper().stock(List.of(1, 2, 3))),
            Way.of("MyBatis update", VISIT, m -> m.mapper().price(1, 44)),
            Way.of("MyBatis update, dynamic", VISIT, m -> m.mapper().change(List.of(1, 3), 45, null)),
            Way.of("MyBatis update of a key, dynamic", VISIT, m -> m.mapper().change(List.of(1, 3), null, 3)),
            Way.of(
                    "MyBatis delete, its value in the text",
                    VISIT,
                    m -> m.mapper().deleteOf(1)),
            Way.of(
                    "MyBatis in a transaction",
                    VISIT,
                    m -> m.inTransaction(em -> {
                        m.mapper().price(1, 44);
                        m.mapper().price(3, 46);
                    })),
            Way.of(
                    "MyBatis batch of updates",
                    VISIT,
                    m -> m.inTransaction(em -> {
                        for (int id = 1; id <= 3; id++) {
                            m.batchMapper().price(id, 50 + id);
                        }
                    })),
            Way.of(
                    "MyBatis batch of inserts",
                    VISIT,
                    m -> m.inTransaction(em -> {
                        for (int id = 10; id <= 30; id++) {
                            m.batchMapper().insert(id, 2, id);
                        }
                    })),
            Way.of(
                    "MyBatis batch of both",
                    VISIT,
                    m -> m.inTransaction(em -> {
                        m.batchMapper().insert(9, 1, 40);
                        m.batchMapper().change(List.of(9, 1), 41, 2);
                        m.batchMapper().price(9, 42);
                    })),
            Way.of(
                            "MyBatis procedure",
                            VISIT,
                            m -> m.inTransaction(em -> m.mapper().raise()))
                    .guessingEverything(),
            Way.ofNothing(
                    "MyBatis, rolled back",
                    m -> m.transaction(0).executeWithoutResult(status -> {
                        m.mapper().price(1, 44);
                        status.setRollbackOnly();
                    })),
            Way.ofNothing(
                    "MyBatis, select for update",
                    m -> m.inTransaction(em -> m.mapper().locked(1))));

    private MyBatisWays() {}
}
