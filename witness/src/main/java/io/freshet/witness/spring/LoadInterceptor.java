package io.freshet.witness.spring;

import io.freshet.witness.account.LoadFrame;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands around each load of a cached method, inside of the cache: what is read meanwhile is the method's. Thread-safe. */
final class LoadInterceptor implements MethodInterceptor {

    private final WitnessedCalls calls;

    LoadInterceptor(WitnessedCalls calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        WitnessedCalls.Known known = calls.find(invocation);
        if (known == null) {
            return invocation.proceed();
        }
        LoadFrame frame = LoadFrame.begin(known.account());
        try {
            return invocation.proceed();
        } finally {
            frame.close();
        }
    }
}
