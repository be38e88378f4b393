package io.freshet.spring.method;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Invalidates when an invalidating method has returned normally; stands inside its transaction. Thread-safe. */
final class InvalidatesInterceptor implements MethodInterceptor {

    private final CompiledCalls<InvalidatingCall> calls;

    InvalidatesInterceptor(CompiledCalls<InvalidatingCall> calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object result = invocation.proceed();
        InvalidatingCall call = calls.find(invocation.getMethod(), Targets.classOf(invocation));
        if (call != null) {
            call.returned(invocation, result);
        }
        return result;
    }
}
