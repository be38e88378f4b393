package io.freshet.salon.web;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Measures every call of a cached method as its caller sees it: outside the cache and the transaction. */
@Component
class CacheableCallTimer extends DefaultPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    CacheableCallTimer() {
        super(new AnnotationMatchingPointcut(null, Cacheable.class), new Timer());
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    private static final class Timer implements MethodInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation call) throws Throwable {
            long start = System.nanoTime();
            try {
                return call.proceed();
            } finally {
                RequestCost.current().addCachedCall(System.nanoTime() - start);
            }
        }
    }
}
