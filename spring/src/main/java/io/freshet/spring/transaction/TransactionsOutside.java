package io.freshet.spring.transaction;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;

/**
 * Moves Spring's transactions one step outwards, where the application has not placed them: by default they stand innermost, where nothing
 * can be inside of them, so that what is invalidated by hand could not join them. Spring's caches, which stand there too, move one step further: whoever
 * keeps what is in them, an eviction comes after the commit.
 */
public final class TransactionsOutside implements BeanPostProcessor, PriorityOrdered {

    /** Where Spring's caches stand if the application has not placed them. */
    public static final int CACHES = Ordered.LOWEST_PRECEDENCE - 2;

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryTransactionAttributeSourceAdvisor transactions
                && transactions.getOrder() == Ordered.LOWEST_PRECEDENCE) {
            transactions.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        }
        if (bean instanceof BeanFactoryCacheOperationSourceAdvisor caches
                && caches.getOrder() == Ordered.LOWEST_PRECEDENCE) {
            caches.setOrder(CACHES);
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
