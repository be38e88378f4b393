package io.freshet.spring.method;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
