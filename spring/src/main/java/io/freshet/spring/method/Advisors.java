package io.freshet.spring.method;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.core.Ordered;

/** What Spring's proxies are told of our interceptors, and where these stand among others. */
public final class Advisors {

    /**
     * Outside of transactions that the application has not placed elsewhere: a hit must not begin one. Inside of whatever decides who may call the method
     * or see what it answers, as Spring Security does: a hit must not pass it by.
     */
    public static final int CACHED_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

    /** Inside of transactions: what is invalidated belongs to the transaction of the method. */
    public static final int INVALIDATES_ORDER = Ordered.LOWEST_PRECEDENCE;

    private Advisors() {}

    /** For cached methods. */
    public static PointcutAdvisor cached(CompiledCalls<CachedCall> calls) {
        return aroundCached(new CachedInterceptor(calls), CACHED_ORDER);
    }

    /** For cached methods too, by somebody else: below {@link #CACHED_ORDER} around each call, above it around each load. */
    public static PointcutAdvisor aroundCached(Advice advice, int order) {
        Pointcut pointcut = new AnnotatedPointcut(
                Cached.class, method -> MethodAnnotations.cached(method).isPresent());
        return advisor(pointcut, advice, order);
    }

    /** For invalidating methods. */
    public static PointcutAdvisor invalidating(CompiledCalls<InvalidatingCall> calls) {
        Pointcut pointcut = new AnnotatedPointcut(
                Invalidates.class,
                method -> !MethodAnnotations.invalidates(method).isEmpty());
        return advisor(pointcut, new InvalidatesInterceptor(calls), INVALIDATES_ORDER);
    }

    private static PointcutAdvisor advisor(Pointcut pointcut, Advice advice, int order) {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(pointcut, advice);
        advisor.setOrder(order);
        return advisor;
    }
}
