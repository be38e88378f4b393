package io.freshet.witness.spring;

import io.freshet.key.CacheKey;
import io.freshet.load.Loader;
import io.freshet.witness.account.Witness;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Stands around each call of a cached method, outside of the cache: has the entry that it leaves followed. Thread-safe. */
final class CallInterceptor implements MethodInterceptor {

    private final WitnessedCalls calls;

    CallInterceptor(WitnessedCalls calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        WitnessedCalls.Known known = calls.find(invocation);
        if (known == null) {
            return invocation.proceed();
        }
        Witness witness = calls.witness();
        witness.called(known.account());
        CacheKey key = keyOf(known, invocation);
        Loader<?> again = key != null && witness.wants(key) ? known.call().again(invocation) : null;
        Object answer = invocation.proceed();
        if (key != null && again != null) {
            witness.follow(
                    known.account(),
                    known.call().cache(),
                    key,
                    known.call().method().type(),
                    again);
        }
        return answer;
    }

    /** What cannot have a key is the cache's to complain of. */
    private static @Nullable CacheKey keyOf(WitnessedCalls.Known known, MethodInvocation invocation) {
        try {
            return known.call().key(invocation);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
