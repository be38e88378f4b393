package io.freshet.spring.cache;

import io.freshet.spring.declare.EarlyCaches;
import io.freshet.spring.settings.Mistake;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the caches that annotated methods name, before the application opens, and learns which types of values their methods declare. */
public final class DeclaredOperations implements EarlyCaches {

    private final ConfigurableListableBeanFactory beans;
    private final FreshetCacheManager manager;
    private final String managerName;

    /**
     * In these beans.
     *
     * @param managerName the name of the manager's bean
     */
    public DeclaredOperations(ConfigurableListableBeanFactory beans, FreshetCacheManager manager, String managerName) {
        this.beans = beans;
        this.manager = manager;
        this.managerName = managerName;
    }

    @Override
    public void declare(List<Mistake> mistakes) {
        try {
            manager.makeFixed();
        } catch (IllegalStateException e) {
            mistakes.add(Mistake.of(String.valueOf(e.getMessage())));
        }
        CacheOperationSource operations =
                beans.getBeanProvider(CacheOperationSource.class).getIfUnique();
        if (operations != null) {
            types().forEach(type -> declare(type, operations, mistakes));
        }
    }

    @Override
    public boolean mayBeMore() {
        return manager.isOpen();
    }

    private Set<Class<?>> types() {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = typeOf(name);
            if (type != null) {
                types.add(ClassUtils.getUserClass(type));
            }
        }
        return types;
    }

    private @Nullable Class<?> typeOf(String name) {
        try {
            Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
            return type == null ? beans.getType(name, false) : type;
        } catch (RuntimeException | LinkageError e) {
            return null; // it cannot be made either, and whoever needs it will say why
        }
    }

    private void declare(Class<?> type, CacheOperationSource operations, List<Mistake> mistakes) {
        if (!operations.isCandidateClass(type)) {
            return;
        }
        for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
            Collection<CacheOperation> found = operations.getCacheOperations(method, type);
            if (found != null) {
                declare(method, CallKind.of(method, type, found), found, mistakes);
            }
        }
    }

    private void declare(Method method, CallKind kind, Collection<CacheOperation> found, List<Mistake> mistakes) {
        for (CacheOperation operation : found) {
            if (isOurs(operation)) {
                operation.getCacheNames().forEach(name -> declare(name, method, kind, operation, mistakes));
            }
        }
    }

    private boolean isOurs(CacheOperation operation) {
        boolean isOfManager = operation.getCacheManager().isEmpty()
                || operation.getCacheManager().equals(managerName);
        return isOfManager && operation.getCacheResolver().isEmpty();
    }

    private void declare(String name, Method method, CallKind kind, CacheOperation operation, List<Mistake> mistakes) {
        try {
            manager.getCache(name);
            if (!(operation instanceof CacheEvictOperation)) {
                manager.declare(name, kind.type());
            }
        } catch (IllegalStateException e) {
            mistakes.add(Mistake.of(
                    method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": " + e.getMessage()));
        }
    }
}
