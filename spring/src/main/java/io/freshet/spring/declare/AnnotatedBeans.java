package io.freshet.spring.declare;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.spring.method.MethodAnnotations;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The annotated methods of all beans, found by their types, without making any bean. */
final class AnnotatedBeans {

    private final ConfigurableListableBeanFactory beans;
    private final Map<Method, Found<Cached>> cached = new LinkedHashMap<>();
    private final Map<Method, Found<List<Invalidates>>> invalidating = new LinkedHashMap<>();
    private final Set<Method> dependent = new LinkedHashSet<>();

    AnnotatedBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = typeOf(name);
            if (type != null) {
                note(ClassUtils.getUserClass(type));
            }
        }
    }

    private @Nullable Class<?> typeOf(String name) {
        try {
            Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
            return type == null ? beans.getType(name, false) : type;
        } catch (RuntimeException | LinkageError e) {
            return null; // it cannot be made either, and whoever needs it will say why
        }
    }

    private void note(Class<?> type) {
        MethodAnnotations.cached(type)
                .forEach((method, annotation) -> cached.putIfAbsent(method, new Found<>(method, type, annotation)));
        MethodAnnotations.invalidating(type)
                .forEach((method, annotations) ->
                        invalidating.putIfAbsent(method, new Found<>(method, type, annotations)));
        dependent.addAll(MethodAnnotations.dependent(type));
    }

    Iterable<Found<Cached>> cached() {
        return cached.values();
    }

    Iterable<Found<List<Invalidates>>> invalidating() {
        return invalidating.values();
    }

    /** Methods that say which rows they read, but whose results are not cached. */
    List<Method> dependentForNothing() {
        return dependent.stream().filter(method -> !cached.containsKey(method)).toList();
    }

    /**
     * A method that was found.
     *
     * @param method the method
     * @param bean the class of a bean that has it
     * @param annotation what it carries
     */
    record Found<A>(Method method, Class<?> bean, A annotation) {

        String describe() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
    }
}
