package io.freshet.spring.cache;

import io.freshet.Freshet;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.function.SingletonSupplier;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Fences Spring's cache interceptor, and divides its work: methods that are answered from a cache are handled outside of transactions, so that a hit begins
 * none; those that only evict or put inside of them, so that what they do shares the transaction's fate. An order that the application has given is
 * kept, and then all is done there. Thread-safe.
 */
public final class FencedCaching implements BeanPostProcessor, PriorityOrdered {

    /** Transactions stand one step further outwards than by default; this is outside of them. */
    private static final int OUTSIDE = Ordered.LOWEST_PRECEDENCE - 2;

    private final BeanFactory beans;
    private final Supplier<@Nullable Freshet> freshet;
    /** Our own: that of the application is not there yet when the first beans are looked at. */
    private final CacheOperationSource annotations = new AnnotationCacheOperationSource(false);

    private volatile boolean isDivided;

    /** For the beans of this factory. */
    public FencedCaching(BeanFactory beans) {
        this.beans = beans;
        this.freshet = SingletonSupplier.ofNullable(
                () -> beans.getBeanProvider(Freshet.class).getIfUnique());
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryCacheOperationSourceAdvisor advisor
                && advisor.getAdvice() instanceof MethodInterceptor interceptor
                && !(interceptor instanceof FencedCacheInterceptor)) {
            if (advisor.getOrder() == Ordered.LOWEST_PRECEDENCE) {
                isDivided = true;
                advisor.setOrder(OUTSIDE);
            }
            advisor.setAdvice(fenced(() -> interceptor, operations -> !isDivided || isReading(operations)));
        }
        return bean;
    }

    /** The part of the work that is done inside of transactions. */
    public PointcutAdvisor inside() {
        Supplier<MethodInterceptor> interceptor = SingletonSupplier.of(() -> beans.getBean(CacheInterceptor.class));
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new Writing(), fenced(interceptor, operations -> isDivided && !isReading(operations)));
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
        return advisor;
    }

    private static boolean isReading(Collection<CacheOperation> operations) {
        return operations.stream().anyMatch(CacheableOperation.class::isInstance);
    }

    private FencedCacheInterceptor fenced(
            Supplier<? extends MethodInterceptor> interceptor, Predicate<Collection<CacheOperation>> isMine) {
        return new FencedCacheInterceptor(interceptor, annotations, freshet, isMine);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Methods that evict or put, and are not answered from a cache. */
    private final class Writing extends StaticMethodMatcherPointcut {

        Writing() {
            setClassFilter(annotations::isCandidateClass);
        }

        @Override
        public boolean matches(Method method, Class<?> target) {
            Collection<CacheOperation> found = annotations.getCacheOperations(method, target);
            return found != null && !found.isEmpty() && !isReading(found);
        }
    }
}
