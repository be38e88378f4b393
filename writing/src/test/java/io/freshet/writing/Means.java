package io.freshet.writing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jooq.DSLContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;
import java.sql.Connection;
import java.util.function.Consumer;

/**
 * What an application writes with.
 *
 * @param entities the shared entity manager
 * @param jdbc the main database
 * @param archive another database
 * @param transactions of the main database
 * @param visits a repository
 * @param clerk methods with annotations
 * @param cached the cached reads
 * @param libraries what builds on JDBC
 */
record Means(
        EntityManagerFactory factory,
        EntityManager entities,
        JdbcTemplate jdbc,
        JdbcTemplate archive,
        PlatformTransactionManager transactions,
        VisitRepository visits,
        Clerk clerk,
        CachedQueries cached,
        Libraries libraries) {

    /** In a transaction of an entity manager. */
    void inTransaction(Consumer<EntityManager> work) {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> work.accept(entities));
    }

    /** Transactions that begin like that. */
    TransactionTemplate transaction(int propagation) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(propagation);
        return template;
    }

    /** In a transaction of a stateless session. */
    void stateless(Consumer<StatelessSession> work) {
        factory.unwrap(SessionFactory.class).inStatelessTransaction(work);
    }

    /** With a connection that commits each statement. */
    void connected(JdbcWork work) throws Exception {
        DataSource database = jdbc.getDataSource();
        if (database == null) {
            throw new IllegalStateException("no database");
        }
        try (Connection connection = database.getConnection()) {
            work.with(connection);
        }
    }

    /** With a connection in a transaction, which is committed. */
    void connectedInTransaction(JdbcWork work) throws Exception {
        connected(connection -> {
            connection.setAutoCommit(false);
            work.with(connection);
            connection.commit();
            connection.setAutoCommit(true);
        });
    }

    /** The same as Spring has it. */
    JdbcClient client() {
        return JdbcClient.create(jdbc);
    }

    DSLContext jooq() {
        return libraries.jooq();
    }

    DSLContext jooqAlone() {
        return libraries.jooqAlone();
    }

    VisitMapper mapper() {
        return libraries.mapper();
    }

    VisitMapper batchMapper() {
        return libraries.batchMapper();
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface JdbcWork {
        /** With this one. */
        void with(Connection connection) throws Exception;
    }
}
