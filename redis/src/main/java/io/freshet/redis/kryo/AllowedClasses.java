package io.freshet.redis.kryo;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The classes that a type is made of, those of the platform apart, in the order of their names. Used once, by one thread. */
final class AllowedClasses {

    private final Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getName));
    private final Set<Type> seen = new HashSet<>();

    AllowedClasses(Collection<Class<?>> named) {
        named.forEach(this::add);
    }

    Set<Class<?>> madeOf(Type type) {
        add(type);
        return found;
    }

    private void add(Type type) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof Class<?> raw) {
            addClass(raw);
        } else if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            addAll(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            addAll(wildcard.getUpperBounds());
        } else if (type instanceof TypeVariable<?> variable) {
            addAll(variable.getBounds());
        }
    }

    private void addAll(Type[] types) {
        for (Type type : types) {
            add(type);
        }
    }

    private void addClass(Class<?> raw) {
        if (raw.isArray()) {
            if (!raw.getComponentType().isPrimitive()) {
                add(raw.getComponentType());
            }
            found.add(raw);
            return;
        }
        if (raw.isPrimitive() || isOfPlatform(raw)) {
            return;
        }
        if (raw.isEnum()) {
            found.add(raw);
            return;
        }
        if (!Modifier.isAbstract(raw.getModifiers())) {
            found.add(raw);
        }
        Class<?> @Nullable [] permitted = raw.getPermittedSubclasses();
        if (permitted != null) {
            addAll(permitted);
        }
        for (Field field : KryoShape.fieldsOf(raw)) {
            add(field.getGenericType());
        }
    }

    static boolean isOfPlatform(Class<?> raw) {
        return raw.getName().startsWith("java.") || raw.getName().startsWith("javax.");
    }
}
