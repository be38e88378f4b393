package io.freshet.spring.cache;

import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import org.springframework.core.ResolvableType;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds types of which JSON may leave something out, if there is something: one value that comes back whole does not speak for others. Used once. */
final class LeftOut {

    private static final List<Class<? extends Annotation>> LEAVING = List.of(
            JsonFilter.class,
            JsonIgnore.class,
            JsonIgnoreProperties.class,
            JsonIgnoreType.class,
            JsonInclude.class,
            JsonIncludeProperties.class,
            JsonView.class);

    private final Set<Class<?>> seen = new HashSet<>();

    private LeftOut() {}

    /** Whether annotations of this type, or of what its fields are declared to hold, say so. */
    static boolean mayBeIn(Type type) {
        return new LeftOut().isIn(ResolvableType.forType(type));
    }

    private boolean isIn(ResolvableType type) {
        return Stream.of(type.getGenerics()).anyMatch(this::isIn)
                || isIn(type.isArray() ? type.getComponentType().toClass() : type.toClass());
    }

    private boolean isIn(Class<?> type) {
        if (type.isArray()) {
            return isIn(type.getComponentType());
        }
        if (type.isPrimitive() || type.getName().startsWith("java.") || !seen.add(type)) {
            return false;
        }
        Class<?> parent = type.getSuperclass();
        return leaves(type)
                || Stream.of(type.getDeclaredMethods()).anyMatch(LeftOut::leaves)
                || Stream.of(type.getDeclaredFields()).anyMatch(this::isIn)
                || (type.isSealed() && Stream.of(type.getPermittedSubclasses()).anyMatch(this::isIn))
                || (parent != null && isIn(parent));
    }

    private boolean isIn(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && (leaves(field) || isIn(ResolvableType.forField(field)));
    }

    private static boolean leaves(AnnotatedElement element) {
        JsonProperty property = element.getAnnotation(JsonProperty.class);
        return (property != null && property.access() != JsonProperty.Access.AUTO)
                || LEAVING.stream().anyMatch(element::isAnnotationPresent);
    }
}
