package io.freshet.spring.method;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Answers calls of cached methods from their caches. Thread-safe. */
final class CachedInterceptor implements MethodInterceptor {

    private final CompiledCalls<CachedCall> calls;

    CachedInterceptor(CompiledCalls<CachedCall> calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        CachedCall call = calls.find(invocation.getMethod(), Targets.classOf(invocation));
        return call == null ? invocation.proceed() : call.answer(invocation);
    }
}
