package io.freshet.spring.transaction;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Knows whether the calling thread's transaction has been committed, but is still there for those who are told of it: what they invalidate can no
 * longer share its fate, and would be lost in it. Reactive transactions are no thread's, and not listened to. Thread-safe.
 */
public final class CommitPhase implements TransactionExecutionListener, BeanPostProcessor {

    private final ThreadLocal<Deque<Boolean>> committing = ThreadLocal.withInitial(ArrayDeque::new);

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof ConfigurableTransactionManager manager
                && !(bean instanceof ReactiveTransactionManager)
                && !manager.getTransactionExecutionListeners().contains(this)) {
            listenTo(manager);
        }
        return bean;
    }

    /** With a list of its own: that of the application may not be changed. */
    private void listenTo(ConfigurableTransactionManager manager) {
        List<TransactionExecutionListener> listeners = new ArrayList<>(manager.getTransactionExecutionListeners());
        listeners.add(this);
        manager.setTransactionExecutionListeners(listeners);
    }

    /** Whether it has been committed, or fails to be just now. */
    public boolean isCommitted() {
        return Boolean.TRUE.equals(committing.get().peek());
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null && transaction.isNewTransaction()) {
            committing.get().push(false);
        }
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        end();
        committing.get().push(true);
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        end();
    }

    @Override
    public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
        end();
    }

    private void end() {
        Deque<Boolean> stack = committing.get();
        stack.poll();
        if (stack.isEmpty()) {
            committing.remove();
        }
    }
}
