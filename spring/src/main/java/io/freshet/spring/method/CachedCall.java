package io.freshet.spring.method;

import io.freshet.Cache;
import io.freshet.key.CacheKey;
import io.freshet.key.TenantResolver;
import io.freshet.resolve.CachedMethod;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * A cached method joined with its cache. Thread-safe.
 *
 * @param method the method
 * @param cache its cache
 * @param tenants whose data the calling thread works on
 * @param context what another thread needs of the calling one
 */
public record CachedCall(CachedMethod method, Cache<?, ?> cache, TenantResolver tenants, CallerContext context) {

    @Nullable
    Object answer(MethodInvocation invocation) throws Throwable {
        CacheKey key =
                method.key(invocation.getArguments(), tenants, cache.policy().shared());
        return cache.<@Nullable Object>load(key, new MethodLoader(invocation, this));
    }
}
