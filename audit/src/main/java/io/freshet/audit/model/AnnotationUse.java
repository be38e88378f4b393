package io.freshet.audit.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * An annotation as it stands somewhere. Immutable.
 *
 * @param type the internal name of the annotation
 * @param values what is written, without defaults: texts, numbers, internal names of classes, names of enum constants, annotations, lists of these
 */
public record AnnotationUse(String type, Map<String, Object> values) {

    /** Copies. */
    public AnnotationUse {
        values = Map.copyOf(values);
    }

    /** A text or name; empty if it is not written. */
    public String text(String name) {
        Object value = single(values.get(name));
        return value == null ? "" : value.toString();
    }

    /** Texts or names, of an array or a single value; none if it is not written. */
    public List<String> texts(String... names) {
        for (String name : names) {
            Object value = values.get(name);
            if (value instanceof List<?> list && !list.isEmpty()) {
                return list.stream().map(Object::toString).toList();
            } else if (value != null && !(value instanceof List<?>)) {
                return List.of(value.toString());
            }
        }
        return List.of();
    }

    /** Whether it is written and true. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** The annotations of an array or a single one. */
    public List<AnnotationUse> annotations(String name) {
        Object value = values.get(name);
        List<?> list = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
        return list.stream()
                .filter(AnnotationUse.class::isInstance)
                .map(AnnotationUse.class::cast)
                .toList();
    }

    private static @Nullable Object single(@Nullable Object value) {
        return value instanceof List<?> list ? (list.isEmpty() ? null : list.get(0)) : value;
    }
}
