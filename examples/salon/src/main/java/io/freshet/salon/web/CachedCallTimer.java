package io.freshet.salon.web;

import io.freshet.annotation.Cached;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Measures every call of a cached method as its caller sees it: outside the cache and the transaction. A method is cached too if it carries
 * {@link Cached} by way of an annotation of the salon's own.
 */
@Component
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class CachedCallTimer extends DefaultPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    CachedCallTimer() {
        super(new AnnotationMatchingPointcut(null, Cached.class, true), new Timer());
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
