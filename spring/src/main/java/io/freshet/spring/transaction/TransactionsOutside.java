package io.freshet.spring.transaction;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;

/**
 * Moves Spring's transactions one step outwards, where the application has not placed them: by default they stand innermost, where nothing
 * can be inside of them, so that what is invalidated by hand could not join them.
 */
public final class TransactionsOutside implements BeanPostProcessor, PriorityOrdered {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryTransactionAttributeSourceAdvisor transactions
                && transactions.getOrder() == Ordered.LOWEST_PRECEDENCE) {
            transactions.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
