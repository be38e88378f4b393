package io.freshet.spring.transaction;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Whether the calling thread's transaction has a JPA session. Loaded only where there is JPA. */
final class BoundEntityManagers {

    private BoundEntityManagers() {}

    static boolean exist() {
        for (Object resource :
                TransactionSynchronizationManager.getResourceMap().keySet()) {
            if (resource instanceof EntityManagerFactory) {
                return true;
            }
        }
        return false;
    }
}
