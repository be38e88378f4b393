package io.freshet.test.cache;

import io.freshet.Cache;
import io.freshet.annotation.Cached;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.resolve.CachedMethod;
import io.freshet.spring.cache.FreshetCacheManager;
import io.freshet.spring.method.MethodAnnotations;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.interceptor.SimpleKeyGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes keys of what users write: segments, arguments, or the keys of Spring's caches. Immutable. */
final class UserKeys {

    private final @Nullable ApplicationContext application;
    private final @Nullable FreshetCacheManager manager;
    private final String springName;

    private UserKeys(
            @Nullable ApplicationContext application, @Nullable FreshetCacheManager manager, String springName) {
        this.application = application;
        this.manager = manager;
        this.springName = springName;
    }

    /**
     * Those of a cache.
     *
     * @param cache null if no cache has that name, or only one of Spring's does
     */
    static UserKeys of(@Nullable ApplicationContext application, @Nullable Cache<?, ?> cache, String name) {
        FreshetCacheManager manager = application == null
                ? null
                : application.getBeanProvider(FreshetCacheManager.class).getIfUnique();
        if (manager != null) {
            for (String spring : manager.getCacheNames()) {
                var found = manager.getCache(spring);
                boolean isIt = cache == null ? spring.equals(name) : found != null && found.getNativeCache() == cache;
                if (isIt) {
                    return new UserKeys(application, manager, spring);
                }
            }
        }
        return new UserKeys(application, null, "");
    }

    /** Spring's cache; null if it is none of Spring's. */
    @Nullable
    Cache<?, ?> cache() {
        var found = manager == null ? null : manager.getCache(springName);
        return found != null && found.getNativeCache() instanceof Cache<?, ?> cache ? cache : null;
    }

    @Nullable
    Object valueOf(@Nullable Object kept) {
        return manager == null ? kept : manager.valueOf(springName, kept);
    }

    CacheKey key(Cache<?, ?> cache, @Nullable Object[] given, String tenant) {
        CallArguments arguments = given.length == 1 && given[0] instanceof CallArguments it ? it : null;
        if (manager != null) {
            return ofSpring(arguments == null ? given : arguments.values().toArray(), arguments != null);
        }
        if (arguments != null) {
            return ofCall(cache, arguments, tenant);
        }
        int segments = cache.template().valueNames().size();
        if (given.length != segments) {
            throw new IllegalArgumentException("A key of cache '" + cache.name() + "' has " + segments
                    + (segments == 1 ? " segment, " : " segments, ")
                    + cache.template().valueNames() + " of "
                    + cache.template() + ", but " + given.length + " were given: " + List.of(texts(given))
                    + ". To say what its method is called with, write arguments(...)");
        }
        return cache.template().key(tenant, given);
    }

    private static Object[] texts(@Nullable Object[] given) {
        Object[] texts = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            texts[i] = String.valueOf(given[i]);
        }
        return texts;
    }

    private CacheKey ofSpring(@Nullable Object[] given, boolean isCall) {
        Object key = isCall
                ? SimpleKeyGenerator.generateKey(given)
                : given.length == 1 ? given[0] : given.length == 0 ? SimpleKey.EMPTY : new SimpleKey(given);
        CacheKey made = manager == null ? null : manager.keyOf(springName, key);
        if (made == null) {
            throw new IllegalStateException("Spring's cache '" + springName + "' is no longer there");
        }
        return made;
    }

    private CacheKey ofCall(Cache<?, ?> cache, CallArguments arguments, String tenant) {
        for (Map.Entry<Method, Cached> each : methods(cache).entrySet()) {
            if (each.getKey().getParameterCount() == arguments.values().size()) {
                return CachedMethod.of(each.getKey(), each.getValue())
                        .key(
                                arguments.values().toArray(),
                                () -> tenant,
                                cache.policy().shared());
            }
        }
        throw new IllegalArgumentException(
                "No method with @Cached and " + arguments.values().size()
                        + " parameters was found for cache '" + cache.name() + "', whose keys are " + cache.template()
                        + "; say the key by its segments, " + cache.template().valueNames());
    }

    private Map<Method, Cached> methods(Cache<?, ?> cache) {
        Map<Method, Cached> found = new LinkedHashMap<>();
        if (application instanceof ConfigurableApplicationContext context) {
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            for (String bean : beans.getBeanNamesForType(Object.class, true, false)) {
                Class<?> target = AutoProxyUtils.determineTargetClass(beans, bean);
                Class<?> type = target == null ? beans.getType(bean, false) : target;
                if (type != null) {
                    MethodAnnotations.cached(ClassUtils.getUserClass(type)).forEach((method, cached) -> {
                        if (KeyTemplate.parse(cached.cache()).equals(cache.template())) {
                            found.put(method, cached);
                        }
                    });
                }
            }
        }
        return found;
    }
}
