package io.freshet.spring.warm;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Warm;
import io.freshet.key.KeyTemplate;
import io.freshet.spring.settings.Mistake;
import io.freshet.warm.WarmJob;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method marked with {@link Warm}. Immutable.
 *
 * @param bean the name of the bean that it is called on
 * @param type the bean's class
 * @param method the method
 * @param warm what it says
 */
record WarmedMethod(String bean, Class<?> type, Method method, Warm warm) {

    /** Those of all beans, found by their types, without making any bean. */
    static List<WarmedMethod> all(ConfigurableListableBeanFactory beans) {
        List<WarmedMethod> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = typeOf(beans, name);
            if (type != null && AnnotationUtils.isCandidateClass(type, Warm.class)) {
                MetadataLookup<Warm> lookup = method -> AnnotatedElementUtils.findMergedAnnotation(method, Warm.class);
                MethodIntrospector.selectMethods(type, lookup)
                        .forEach((method, warm) -> found.add(new WarmedMethod(name, type, method, warm)));
            }
        }
        return found;
    }

    private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beans, String name) {
        try {
            Class<?> target = AutoProxyUtils.determineTargetClass(beans, name);
            Class<?> type = target == null ? beans.getType(name, false) : target;
            return type == null ? null : ClassUtils.getUserClass(type);
        } catch (RuntimeException | LinkageError e) {
            return null; // it cannot be made either, and whoever needs it will say why
        }
    }

    String describe() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** The job; empty if something is wrong with it, which is then among the mistakes. */
    Optional<WarmJob> job(ConfigurableListableBeanFactory beans, List<Mistake> mistakes) {
        int before = mistakes.size();
        String name = name();
        if (name.isEmpty()) {
            mistakes.add(new Mistake(
                    "@Warm stands on " + describe() + ", whose results are not cached",
                    "Add @Cached or @Cacheable, or remove it"));
        }
        ArgumentSource source = ArgumentSource.of(this, beans, mistakes);
        if (source == null || mistakes.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(WarmJob.of(name, source::arguments, (WarmArguments arguments) -> call(beans, arguments))
                    .withMostPerSecond(warm.perSecond())
                    .withPriority(warm.priority()));
        } catch (IllegalArgumentException e) {
            mistakes.add(Mistake.of("@Warm on " + describe() + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** That of the job, or else of the cache; empty if there is none. */
    private String name() {
        Cached cached = AnnotatedElementUtils.findMergedAnnotation(method, Cached.class);
        Cacheable cacheable = cached == null ? cacheable() : null;
        if (cached == null && cacheable == null) {
            return "";
        }
        if (!warm.name().isBlank()) {
            return warm.name();
        }
        if (cached != null) {
            return KeyTemplate.parse(cached.cache()).name();
        }
        return cacheable == null || cacheable.cacheNames().length == 0
                ? describe()
                : cacheable.cacheNames()[0];
    }

    private @Nullable Cacheable cacheable() {
        Cacheable own = AnnotatedElementUtils.findMergedAnnotation(method, Cacheable.class);
        return own == null ? AnnotatedElementUtils.findMergedAnnotation(type, Cacheable.class) : own;
    }

    /** Through the bean's proxy, as anybody else. */
    private @Nullable Object call(ConfigurableListableBeanFactory beans, WarmArguments arguments) throws Exception {
        Object target = beans.getBean(bean);
        Method called = AopUtils.selectInvocableMethod(method, target.getClass());
        ReflectionUtils.makeAccessible(called);
        try {
            return called.invoke(target, arguments.values().toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }
}
