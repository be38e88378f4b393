package io.freshet.spring.table;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAttributes;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The tables named by annotations: {@code @Table} of JPA, and of Spring Data JDBC, whose {@code value} it is. Needs neither. */
public final class AnnotatedTables implements EntityTables {

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "jakarta.persistence.Table", "name", "org.springframework.data.relational.core.mapping.Table", "value");

    @Override
    public Set<String> tablesOf(Class<?> entity) {
        return ATTRIBUTES.entrySet().stream()
                .flatMap(entry -> named(entity, entry.getKey(), entry.getValue()))
                .findFirst()
                .map(Set::of)
                .orElseGet(Set::of);
    }

    private static Stream<String> named(Class<?> entity, String annotation, String attribute) {
        AnnotationAttributes found = AnnotatedElementUtils.getMergedAnnotationAttributes(entity, annotation);
        if (found == null || found.getString(attribute).isEmpty()) {
            return Stream.empty();
        }
        String schema = found.containsKey("schema") ? found.getString("schema") : "";
        return Stream.of(schema.isEmpty() ? found.getString(attribute) : schema + "." + found.getString(attribute));
    }
}
