package io.freshet.spring.transaction;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CommitPhaseTests {

    private final CommitPhase phase = new CommitPhase();

    @Test
    void transaction_isCommitted_whenOthersAreToldSo() {
        JdbcTransactionManager manager =
                new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:commitPhase;DB_CLOSE_DELAY=-1"));
        phase.postProcessAfterInitialization(manager, "manager");
        List<Boolean> seen = new ArrayList<>();
        new TransactionTemplate(manager).executeWithoutResult(status -> {
            seen.add(phase.isCommitted());
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    seen.add(phase.isCommitted());
                }
            });
        });
        seen.add(phase.isCommitted());
        assertThat(seen).containsExactly(false, true, false);
    }

    @Test
    void managerWhoseListenersCannotBeChanged_isListenedTo_andKeepsThem() {
        TransactionExecutionListener own = new TransactionExecutionListener() {};
        JdbcTransactionManager manager = new JdbcTransactionManager();
        manager.setTransactionExecutionListeners(List.of(own));
        phase.postProcessAfterInitialization(manager, "manager");
        phase.postProcessAfterInitialization(manager, "manager");
        assertThat(manager.getTransactionExecutionListeners()).containsExactly(own, phase);
    }

    @Test
    void reactiveManager_isNotListenedTo_sinceItsTransactionsAreNoThreads() {
        R2dbcTransactionManager manager = new R2dbcTransactionManager();
        phase.postProcessAfterInitialization(manager, "manager");
        assertThat(manager.getTransactionExecutionListeners()).isEmpty();
    }
}
