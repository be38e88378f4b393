package io.freshet.spring.watch;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;

import java.lang.reflect.Method;

/** What the twin of a cache manager answers: what the manager does, but for its caches, which have twins too. Thread-safe. */
final class ManagerAnswers implements MethodInterceptor {

    private final CacheManager manager;
    private final WatchedCaches caches;

    ManagerAnswers(CacheManager manager, WatchedCaches caches) {
        this.manager = manager;
        this.caches = caches;
    }

    @Override
    public @Nullable Object intercept(Object twin, Method method, @Nullable Object[] args, MethodProxy proxy)
            throws Throwable {
        if (method.getName().equals("equals") && args.length == 1) {
            return twin == args[0] || manager.equals(args[0]);
        }
        Object answer = Twin.own(manager, method, args, proxy);
        return method.getName().equals("getCache") && answer instanceof Cache cache ? caches.watched(cache) : answer;
    }
}
