package io.freshet.spring.cache;

import io.freshet.Freshet;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.core.MethodClassKey;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Spring's cache interceptor, which looks, calls and puts as three steps that know nothing of each other, within a {@link CallFrame} that joins them:
 * what it puts has the stamp of the moment before the call. Handles the methods that it is told to, and lets others pass. Thread-safe.
 */
final class FencedCacheInterceptor implements MethodInterceptor {

    private final Supplier<? extends MethodInterceptor> cacheInterceptor;
    private final CacheOperationSource operations;
    private final Supplier<@Nullable Freshet> freshet;
    private final BiPredicate<Method, Collection<CacheOperation>> isMine;
    private final ConcurrentMap<MethodClassKey, Known> kinds = new ConcurrentHashMap<>();

    FencedCacheInterceptor(
            Supplier<? extends MethodInterceptor> cacheInterceptor,
            CacheOperationSource operations,
            Supplier<@Nullable Freshet> freshet,
            BiPredicate<Method, Collection<CacheOperation>> isMine) {
        this.cacheInterceptor = cacheInterceptor;
        this.operations = operations;
        this.freshet = freshet;
        this.isMine = isMine;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        if (target == null) {
            return cacheInterceptor.get().invoke(invocation);
        }
        Known known = known(invocation.getMethod(), AopUtils.getTargetClass(target));
        if (!known.isMine()) {
            return invocation.proceed();
        }
        Freshet present = freshet.get();
        if (present == null) {
            return cacheInterceptor.get().invoke(invocation);
        }
        CallFrame frame = new CallFrame(present, known.kind());
        return frame.intercept(() -> cacheInterceptor.get().invoke(new FramedInvocation(invocation, frame)));
    }

    private Known known(Method method, Class<?> target) {
        MethodClassKey key = new MethodClassKey(method, target);
        Known known = kinds.get(key);
        return known == null ? kinds.computeIfAbsent(key, any -> look(method, target)) : known;
    }

    private Known look(Method method, Class<?> target) {
        Collection<CacheOperation> found = operations.getCacheOperations(method, target);
        Collection<CacheOperation> all = found == null ? List.of() : found;
        return new Known(isMine.test(method, all), CallKind.of(method, target, all));
    }

    private record Known(boolean isMine, CallKind kind) {}

    private record FramedInvocation(MethodInvocation call, CallFrame frame) implements MethodInvocation {

        @Override
        public @Nullable Object proceed() throws Throwable {
            return frame.proceed(call);
        }

        @Override
        public Method getMethod() {
            return call.getMethod();
        }

        @Override
        public @Nullable Object[] getArguments() {
            return call.getArguments();
        }

        @Override
        public @Nullable Object getThis() {
            return call.getThis();
        }

        @Override
        public AccessibleObject getStaticPart() {
            return call.getStaticPart();
        }
    }
}
