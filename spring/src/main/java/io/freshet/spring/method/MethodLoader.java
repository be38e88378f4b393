package io.freshet.spring.method;

import io.freshet.load.Loader;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * Loads by letting an intercepted call go on. Used by one thread.
 *
 * <p>A call of Spring's that has gone on cannot do so again: what stands between here and the method would be left out. So each load is made
 * with a copy, and the call itself stays as it came.
 */
final class MethodLoader implements Loader<@Nullable Object> {

    private final MethodInvocation invocation;
    private final CachedCall call;

    MethodLoader(MethodInvocation invocation, CachedCall call) {
        this.invocation = invocation;
        this.call = call;
    }

    @Override
    public @Nullable Object load() throws Throwable {
        return invocation instanceof ProxyMethodInvocation again
                ? again.invocableClone().proceed()
                : invocation.proceed();
    }

    @Override
    public @Nullable Loader<@Nullable Object> detached() {
        return detached("is not compared with its source");
    }

    /** @param failing what is said of the cache if the caller's tenant is lost on the way */
    @Nullable
    Loader<@Nullable Object> detached(String failing) {
        return invocation instanceof ProxyMethodInvocation again
                        && again.invocableClone() instanceof ProxyMethodInvocation copy
                ? new DetachedCall(copy, call, failing)
                : null;
    }
}
