package io.freshet.salon.web;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Measures every call of a cached method as its caller sees it: outside the cache and the transaction. */
@Aspect
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CachedCallTimer {

    @Around("@annotation(io.freshet.annotation.Cached)")
    @Nullable
    Object measure(ProceedingJoinPoint call) throws Throwable {
        long start = System.nanoTime();
        try {
            return call.proceed();
        } finally {
            RequestCost.current().addCachedCall(System.nanoTime() - start);
        }
    }
}
