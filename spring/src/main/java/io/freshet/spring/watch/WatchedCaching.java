package io.freshet.spring.watch;

import io.freshet.spring.method.CallerContext;
import io.freshet.spring.watch.account.Watch;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

import java.util.function.Supplier;

/** Puts a {@link WatchedInterceptor} around Spring's cache interceptor, in its place among others. Thread-safe. */
public final class WatchedCaching implements BeanPostProcessor, PriorityOrdered {

    private final Supplier<Watch> watch;
    private final Supplier<CallerContext> context;

    /**
     * Tells this watch.
     *
     * @param watch asked for at the first call
     * @param context what calls for comparison take along; asked for at the first call
     */
    public WatchedCaching(Supplier<Watch> watch, Supplier<CallerContext> context) {
        this.watch = watch;
        this.context = context;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryCacheOperationSourceAdvisor advisor
                && advisor.getAdvice() instanceof MethodInterceptor interceptor
                && !(interceptor instanceof WatchedInterceptor)) {
            advisor.setAdvice(new WatchedInterceptor(interceptor, watch, context));
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
