package io.freshet.spring.method;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.annotation.Invalidates;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds our annotations on methods: directly, on other annotations, on overridden methods and on those of interfaces. */
public final class MethodAnnotations {

    private MethodAnnotations() {}

    /** The cached methods of a class. */
    public static Map<Method, Cached> cached(Class<?> type) {
        return select(type, Cached.class, method -> cached(method).orElse(null));
    }

    /** The invalidating methods of a class. */
    public static Map<Method, List<Invalidates>> invalidating(Class<?> type) {
        return select(type, Invalidates.class, method -> {
            List<Invalidates> found = invalidates(method);
            return found.isEmpty() ? null : found;
        });
    }

    /** The methods of a class that say themselves which rows they read. */
    public static Set<Method> dependent(Class<?> type) {
        return select(type, DependsOn.class, method -> {
                    boolean isOne = AnnotatedElementUtils.hasAnnotation(method, DependsOn.class)
                            || AnnotatedElementUtils.hasAnnotation(method, DependsOn.All.class);
                    return isOne ? method : null;
                })
                .keySet();
    }

    /** Which rows a method says that it reads, itself or through its class or the bean's. */
    public static Set<DependsOn> dependsOn(Method method, Class<?> bean) {
        Set<DependsOn> found = new LinkedHashSet<>();
        for (AnnotatedElement element : List.of(method, method.getDeclaringClass(), bean)) {
            found.addAll(AnnotatedElementUtils.findMergedRepeatableAnnotations(element, DependsOn.class));
        }
        return found;
    }

    private static <T> Map<Method, T> select(
            Class<?> type, Class<? extends Annotation> annotation, MethodIntrospector.MetadataLookup<T> lookup) {
        return AnnotationUtils.isCandidateClass(type, annotation)
                ? MethodIntrospector.selectMethods(type, lookup)
                : Map.of();
    }

    static Optional<Cached> cached(Method method) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, Cached.class));
    }

    static List<Invalidates> invalidates(Method method) {
        return List.copyOf(AnnotatedElementUtils.findMergedRepeatableAnnotations(method, Invalidates.class));
    }
}
