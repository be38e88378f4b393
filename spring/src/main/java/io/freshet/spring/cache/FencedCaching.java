package io.freshet.spring.cache;

import io.freshet.Freshet;
import io.freshet.spring.transaction.TransactionsOutside;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
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
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Fences Spring's cache interceptor, and divides its work: methods that are answered from a cache are handled outside of transactions, so that a hit begins
 * none; those that only evict or put inside of them, so that what they do shares the transaction's fate. Where the result comes later, that is done outside
 * too: a transaction that ends with the result is not the calling thread's. An order that the application has given is kept, and then all is done there.
 * Thread-safe.
 */
public final class FencedCaching implements BeanPostProcessor, PriorityOrdered {

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
            if (advisor.getOrder() == TransactionsOutside.CACHES) {
                isDivided = true;
            }
            advisor.setAdvice(
                    fenced(() -> interceptor, (method, operations) -> !isDivided || isOutside(method, operations)));
        }
        return bean;
    }

    /** The part of the work that is done inside of transactions. */
    public PointcutAdvisor inside() {
        Supplier<MethodInterceptor> interceptor = SingletonSupplier.of(() -> beans.getBean(CacheInterceptor.class));
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new Writing(),
                fenced(interceptor, (method, operations) -> isDivided && !isOutside(method, operations)));
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
        return advisor;
    }

    /** Stands where {@link #inside()} does, and for no method. */
    public static PointcutAdvisor nothing() {
        MethodInterceptor none = MethodInvocation::proceed;
        return new DefaultPointcutAdvisor(
                new StaticMethodMatcherPointcut() {
                    @Override
                    public boolean matches(Method method, Class<?> target) {
                        return false;
                    }
                },
                none);
    }

    private static boolean isOutside(Method method, Collection<CacheOperation> operations) {
        return CallKind.isLater(method.getReturnType())
                || operations.stream().anyMatch(CacheableOperation.class::isInstance);
    }

    private FencedCacheInterceptor fenced(
            Supplier<? extends MethodInterceptor> interceptor, BiPredicate<Method, Collection<CacheOperation>> isMine) {
        return new FencedCacheInterceptor(interceptor, annotations, freshet, isMine);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Methods that evict or put, are not answered from a cache, and have done their work when they return. */
    private final class Writing extends StaticMethodMatcherPointcut {

        Writing() {
            setClassFilter(annotations::isCandidateClass);
        }

        @Override
        public boolean matches(Method method, Class<?> target) {
            Collection<CacheOperation> found = annotations.getCacheOperations(method, target);
            return found != null && !found.isEmpty() && !isOutside(method, found);
        }
    }
}
