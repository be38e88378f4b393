package io.freshet.writing;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Writing in all kinds of transactions. */
final class TransactionWays {

    private static final Set<String> VISIT = Set.of("visit");
    private static final Set<String> STOCK = Set.of("stock");
    private static final String RAISE = "update visit set price = price + 1";
    private static final String TAKE = "update stock set pieces = pieces - 1";

    static final List<Way> COMMITTED = List.of(
            Way.of(
                    "TransactionTemplate",
                    VISIT,
                    m -> required(m).executeWithoutResult(s -> m.jdbc().update(RAISE))),
            Way.of("@Transactional", VISIT, m -> m.clerk().raise()),
            Way.of(
                    "@Transactional, an exception that commits",
                    VISIT,
                    m -> assertThatThrownBy(() -> m.clerk().raiseAndFailButCommit())
                            .hasMessage("on purpose")),
            Way.of("serializable", VISIT, TransactionWays::serializable),
            Way.of(
                    "two tables in one transaction",
                    Set.of("visit", "stock"),
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(RAISE);
                        m.jdbc().update(TAKE);
                    })),
            Way.of(
                    "nested, both committed",
                    Set.of("visit", "stock"),
                    m -> nested(m).executeWithoutResult(s -> {
                        m.jdbc().update(RAISE);
                        nested(m).executeWithoutResult(inner -> m.jdbc().update(TAKE));
                    })),
            Way.of(
                    "joined",
                    Set.of("visit", "stock"),
                    m -> required(m).executeWithoutResult(s -> {
                        m.clerk().raise();
                        m.jdbc().update(TAKE);
                    })),
            Way.of("@Async", VISIT, m -> m.clerk().raiseLater().get()),
            Way.of("another thread", VISIT, m -> {
                Thread thread = new Thread(() -> m.jdbc().update(RAISE));
                thread.start();
                thread.join();
            }),
            Way.of(
                    "two data sources",
                    Set.of("visit", "archive_line"),
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(RAISE);
                        m.archive().update("update archive_line set text = 'new'");
                    })),
            Way.of(
                    "the other data source",
                    Set.of("archive_line"),
                    m -> m.archive().update("insert into archive_line (id, text) values (9, 'new')")));

    static final List<Way> PARTLY = List.of(
            Way.of(
                            "nested, inner rolled back",
                            VISIT,
                            m -> nested(m).executeWithoutResult(s -> {
                                m.jdbc().update(RAISE);
                                nested(m).executeWithoutResult(inner -> {
                                    m.jdbc().update(TAKE);
                                    inner.setRollbackOnly();
                                });
                            }))
                    .guessing("stock"),
            Way.of("rolled back to a savepoint", VISIT, m -> m.connectedInTransaction(TransactionWays::savepoint))
                    .guessing("stock"),
            Way.of(
                    "REQUIRES_NEW, outer rolled back",
                    VISIT,
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(TAKE);
                        m.clerk().raiseOnItsOwn();
                        s.setRollbackOnly();
                    })),
            Way.of(
                    "REQUIRES_NEW, inner rolled back",
                    STOCK,
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(TAKE);
                        transaction(m, TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                                .executeWithoutResult(inner -> {
                                    m.jdbc().update(RAISE);
                                    inner.setRollbackOnly();
                                });
                    })),
            Way.of(
                    "suspended, outer rolled back",
                    VISIT,
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(TAKE);
                        m.clerk().raiseOutside();
                        s.setRollbackOnly();
                    })),
            Way.of(
                    "the other data source, this one rolled back",
                    Set.of("archive_line"),
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(RAISE);
                        m.archive().update("update archive_line set text = 'new'");
                        s.setRollbackOnly();
                    })));

    static final List<Way> ROLLED_BACK = List.of(
            Way.ofNothing(
                    "rolled back by an exception",
                    m -> assertThatThrownBy(() -> m.clerk().raiseAndFail()).hasMessage("on purpose")),
            Way.ofNothing(
                    "rolled back by its status",
                    m -> required(m).executeWithoutResult(s -> {
                        m.jdbc().update(RAISE);
                        s.setRollbackOnly();
                    })),
            Way.ofNothing(
                    "rolled back after a flush",
                    m -> required(m).executeWithoutResult(s -> {
                        m.entities().persist(new Entities.Visit(9, null, 4));
                        m.entities().flush();
                        s.setRollbackOnly();
                    })),
            Way.ofNothing("rolled back after reads of its own", TransactionWays::readsItsOwn),
            Way.ofNothing(
                    "refused by a constraint",
                    m -> assertThatThrownBy(() -> m.jdbc().update("insert into visit (id, price) values (1, 1)"))
                            .isInstanceOf(DataAccessException.class)),
            Way.ofNothing("read-only transaction", TransactionWays::readOnly));

    private TransactionWays() {}

    private static TransactionTemplate required(Means means) {
        return transaction(means, TransactionDefinition.PROPAGATION_REQUIRED);
    }

    /** Of JDBC's transactions: those of JPA do not nest. */
    private static TransactionTemplate nested(Means means) {
        TransactionTemplate template = new TransactionTemplate(
                new JdbcTransactionManager(Objects.requireNonNull(means.jdbc().getDataSource())));
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return template;
    }

    private static TransactionTemplate transaction(Means means, int propagation) {
        return means.transaction(propagation);
    }

    private static void serializable(Means means) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        new TransactionTemplate(means.transactions(), definition)
                .executeWithoutResult(s -> means.jdbc().update(RAISE));
    }

    private static void readOnly(Means means) {
        TransactionTemplate template = required(means);
        template.setReadOnly(true);
        template.executeWithoutResult(s -> means.jdbc().queryForList("select * from visit"));
    }

    /** What a transaction sees of its own writes must not be kept for others. */
    private static void readsItsOwn(Means means) {
        required(means).executeWithoutResult(s -> {
            means.jdbc().update(RAISE);
            Reading.ALL.forEach(reading -> reading.of(means.cached()));
            s.setRollbackOnly();
        });
    }

    private static void savepoint(Connection connection) throws SQLException {
        JdbcWays.run(connection, RAISE);
        Savepoint savepoint = connection.setSavepoint();
        JdbcWays.run(connection, TAKE);
        connection.rollback(savepoint);
    }
}
