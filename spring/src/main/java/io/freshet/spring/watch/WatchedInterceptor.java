package io.freshet.spring.watch;

import io.freshet.spring.method.CallerContext;
import io.freshet.spring.watch.account.Again;
import io.freshet.spring.watch.account.Watch;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.MethodClassKey;
import org.springframework.core.ReactiveAdapterRegistry;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Spring's cache interceptor, which does what it did, within a {@link Frame}. Thread-safe. */
final class WatchedInterceptor implements MethodInterceptor {

    private final MethodInterceptor cacheInterceptor;
    private final Supplier<Watch> watch;
    private final Supplier<CallerContext> context;
    private final CacheOperationSource operations = new AnnotationCacheOperationSource(false);
    private final ConcurrentMap<MethodClassKey, WatchedMethod> methods = new ConcurrentHashMap<>();

    WatchedInterceptor(MethodInterceptor cacheInterceptor, Supplier<Watch> watch, Supplier<CallerContext> context) {
        this.cacheInterceptor = cacheInterceptor;
        this.watch = watch;
        this.context = context;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        if (target == null || Again.isCurrent()) {
            return cacheInterceptor.invoke(invocation);
        }
        WatchedMethod method = known(invocation.getMethod(), AopUtils.getTargetClass(target));
        return new Frame(watch.get(), method, invocation, context.get()).intercept(cacheInterceptor);
    }

    private WatchedMethod known(Method method, Class<?> target) {
        MethodClassKey key = new MethodClassKey(method, target);
        WatchedMethod known = methods.get(key);
        return known == null ? methods.computeIfAbsent(key, any -> look(method, target)) : known;
    }

    private WatchedMethod look(Method method, Class<?> target) {
        Collection<CacheOperation> found = operations.getCacheOperations(method, target);
        boolean onlyReads = found != null
                && !found.isEmpty()
                && found.stream().allMatch(CacheableOperation.class::isInstance)
                && !Future.class.isAssignableFrom(method.getReturnType())
                && ReactiveAdapterRegistry.getSharedInstance().getAdapter(method.getReturnType()) == null;
        return new WatchedMethod(watch.get().method(target.getSimpleName() + "." + method.getName()), onlyReads);
    }
}
