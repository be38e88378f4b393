package io.freshet.spring.method;

import io.freshet.key.TenantResolver;
import io.freshet.load.Loader;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/**
 * An intercepted call that goes on in another thread, as often as asked, with its caller's context and outside of its caller's transaction.
 * Made by the calling thread; used by one other at a time.
 */
final class DetachedCall implements Loader<@Nullable Object> {

    private final ProxyMethodInvocation invocation;
    private final CachedCall call;
    private final String tenant;
    private final String failing;
    private final Runnable withContext;
    private @Nullable Object result;
    private @Nullable Throwable failure;

    DetachedCall(ProxyMethodInvocation invocation, CachedCall call, String failing) {
        this.failing = failing;
        this.invocation = invocation;
        this.call = call;
        this.tenant = tenantOf(call);
        this.withContext = call.context().taken(this::run);
    }

    /** Empty where all tenants share the entries. */
    private static String tenantOf(CachedCall call) {
        TenantResolver tenants = call.tenants();
        return call.cache().policy().shared() ? "" : tenants.currentTenant();
    }

    /** A resolver that reads from the request may have none to read from here. */
    private boolean isTenantKnown() {
        try {
            return tenantOf(call).equals(tenant);
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public @Nullable Object load() throws Throwable {
        result = null;
        failure = new IllegalStateException("The application's TaskDecorator did not run what it was given");
        withContext.run();
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private void run() {
        try {
            if (!isTenantKnown()) {
                throw call.context().tenantIsLost(call.cache().name(), failing);
            }
            // what stands further inside may ask which call is going on
            result = ExposeInvocationInterceptor.INSTANCE.invoke(invocation.invocableClone());
            failure = null;
        } catch (Throwable e) { // it is the caller's
            failure = e;
        }
    }
}
