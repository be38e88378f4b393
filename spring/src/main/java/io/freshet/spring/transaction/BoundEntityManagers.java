package io.freshet.spring.transaction;

import io.freshet.read.Surroundings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

import java.util.Map;

/** The JPA sessions that are bound to the calling thread, by its transaction or by its request. Loaded only where there is JPA. */
final class BoundEntityManagers {

    private static final boolean HIBERNATE =
            ClassUtils.isPresent("org.hibernate.Session", BoundEntityManagers.class.getClassLoader());

    private BoundEntityManagers() {}

    static boolean exist() {
        return TransactionSynchronizationManager.getResourceMap().keySet().stream()
                .anyMatch(EntityManagerFactory.class::isInstance);
    }

    /** A session of its own for what the calling thread does until it is closed; null if there is none to be had soon. */
    static Surroundings.@Nullable Scope apart() {
        return HIBERNATE ? FreshSession.open() : null;
    }

    /** Whether any of them holds entities that it has read before, and would answer again without asking the database. */
    static boolean holdEntities() {
        for (Map.Entry<Object, Object> bound :
                TransactionSynchronizationManager.getResourceMap().entrySet()) {
            if (bound.getKey() instanceof EntityManagerFactory
                    && bound.getValue() instanceof EntityManagerHolder holder
                    && holdsEntities(holder.getEntityManager())) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsEntities(EntityManager session) {
        return !HIBERNATE || Counting.entities(session) > 0;
    }

    /** Loaded only where there is Hibernate. */
    private static final class Counting {

        static int entities(EntityManager session) {
            return session.unwrap(Session.class).getStatistics().getEntityCount();
        }
    }
}
