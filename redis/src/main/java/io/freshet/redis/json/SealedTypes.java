package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names the subtypes of sealed types in JSON: by the property {@code @type}, which holds the simple name of the class.
 *
 * <pre>{@code
 * sealed interface Payment permits Cash, Card {}      {"@type":"Card","number":"4711"}
 * }</pre>
 *
 * The compiler has closed such a type, so that a name can only stand for one of its own classes: whoever can write to Redis does not choose
 * what is made. A type that says itself how its subtypes are named is left to what it says. Immutable.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;
    private static final String PROPERTY = "@type";

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value said = super.findPolymorphicTypeInfo(config, annotated);
        if (said != null || !isSealed(annotated)) {
            return said;
        }
        return JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, PROPERTY, null, false, null);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
        boolean isSaid = annotated.hasAnnotation(JsonSubTypes.class);
        if (isSaid || !isSealed(annotated)) {
            return super.findSubtypes(config, annotated);
        }
        List<NamedType> named = new ArrayList<>();
        for (Class<?> subtype : concrete(annotated.getRawType())) {
            named.add(new NamedType(subtype, subtype.getSimpleName()));
        }
        return named;
    }

    /** An enum whose constants have bodies is sealed too, but its constants have names. */
    private static boolean isSealed(Annotated annotated) {
        return annotated instanceof AnnotatedClass
                && annotated.getRawType().isSealed()
                && !annotated.getRawType().isEnum();
    }

    /**
     * Checks that the classes which values of a sealed type can have are closed and can be told apart.
     *
     * @throws IllegalArgumentException if not
     */
    static void requireClosed(Class<?> sealed) {
        Map<String, Class<?>> named = new HashMap<>();
        for (Class<?> subtype : concrete(sealed)) {
            Class<?> other = named.put(subtype.getSimpleName(), subtype);
            if (other != null) {
                throw new IllegalArgumentException("The sealed type " + sealed.getName() + " permits " + other.getName()
                        + " and " + subtype.getName() + ", which have one simple name, by which JSON tells them apart:"
                        + " rename one, or name them with @JsonTypeInfo and @JsonSubTypes");
            }
        }
    }

    private static Set<Class<?>> concrete(Class<?> sealed) {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(sealed, found);
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        Class<?> @Nullable [] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            if (Modifier.isAbstract(type.getModifiers())) {
                throw new IllegalArgumentException(type.getName()
                        + " is a non-sealed part of a sealed type and has subtypes that nobody has closed:"
                        + " seal it, or name them with @JsonTypeInfo and @JsonSubTypes");
            }
            found.add(type);
            return;
        }
        if (!Modifier.isAbstract(type.getModifiers())) {
            found.add(type);
        }
        for (Class<?> subtype : permitted) {
            collect(subtype, found);
        }
    }
}
