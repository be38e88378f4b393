package io.freshet.spring.transaction;

import io.freshet.read.Surroundings;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A JPA session that holds nothing, in place of the one that is open for a whole request. Used by one thread.
 *
 * <h2>Why nobody waits for ever</h2>
 *
 * The request's session keeps its connection, so this one needs a second. If every connection of a pool were held by somebody who waits for another,
 * none would ever come back. So one is asked for only where the pool has one to spare, and by half as many threads at once as it may have
 * connections: even if others take what was to spare, half of all connections belong to threads that do not wait here, and come back.
 *
 * <p>The pool must say what it has to spare, as Hikari does. Where it does not, where there are several persistence units, several tenants'
 * databases, a transaction, or filters that the application has enabled in its session, there is no session apart.
 */
final class FreshSession implements Surroundings.Scope {

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", FreshSession.class.getClassLoader());

    private final EntityManagerFactory factory;
    private final EntityManagerHolder aside;
    private final Connection connection;
    private final Session session;
    private final Semaphore permits;

    private FreshSession(
            EntityManagerFactory factory,
            EntityManagerHolder aside,
            Connection connection,
            Session session,
            Semaphore permits) {
        this.factory = factory;
        this.aside = aside;
        this.connection = connection;
        this.session = session;
        this.permits = permits;
    }

    static @Nullable FreshSession open() {
        if (!HIKARI || TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        List<Map.Entry<Object, Object>> bound = TransactionSynchronizationManager.getResourceMap().entrySet().stream()
                .filter(entry -> entry.getKey() instanceof EntityManagerFactory)
                .toList();
        return bound.size() == 1
                        && bound.get(0).getKey() instanceof EntityManagerFactory factory
                        && bound.get(0).getValue() instanceof EntityManagerHolder holder
                        && !(holder instanceof Apart)
                        && factory instanceof EntityManagerFactoryInfo info
                        && isPlain(holder)
                ? open(factory, holder, info.getDataSource())
                : null;
    }

    /** Whether another session would answer the same. */
    private static boolean isPlain(EntityManagerHolder holder) {
        SessionImplementor session = holder.getEntityManager().unwrap(SessionImplementor.class);
        SessionFactoryImplementor sessions = session.getFactory();
        return !session.getLoadQueryInfluencers().hasEnabledFilters()
                && !sessions.getSessionFactoryOptions().isMultiTenancyEnabled();
    }

    private static @Nullable FreshSession open(
            EntityManagerFactory factory, EntityManagerHolder aside, @Nullable DataSource source) {
        Pools.Permit permit = source == null ? null : Pools.permit(source);
        if (source == null || permit == null) {
            return null;
        }
        Connection connection = null;
        boolean isOpen = false;
        try {
            connection = source.getConnection();
            Session session = session(factory, aside, connection);
            TransactionSynchronizationManager.unbindResource(factory);
            TransactionSynchronizationManager.bindResource(factory, new Apart(session));
            isOpen = true;
            return new FreshSession(factory, aside, connection, session, permit.permits());
        } catch (SQLException e) {
            return null; // somebody else took what was to spare
        } finally {
            if (!isOpen) {
                JdbcUtils.closeConnection(connection);
                permit.permits().release();
            }
        }
    }

    private static Session session(EntityManagerFactory factory, EntityManagerHolder aside, Connection connection) {
        Object tenant =
                aside.getEntityManager().unwrap(SessionImplementor.class).getTenantIdentifierValue();
        var builder = factory.unwrap(SessionFactory.class).withOptions().connection(connection);
        return tenant == null
                ? builder.openSession()
                : builder.tenantIdentifier(tenant).openSession();
    }

    @Override
    public void close() {
        try {
            TransactionSynchronizationManager.unbindResourceIfPossible(factory);
            TransactionSynchronizationManager.bindResource(factory, aside);
            session.close();
        } finally {
            JdbcUtils.closeConnection(connection);
            permits.release();
        }
    }

    /** Ours: within it, what is loaded is not loaded apart again. */
    private static final class Apart extends EntityManagerHolder {

        Apart(Session session) {
            super(session);
        }
    }
}
