package io.freshet.redis.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ser.BeanPropertyWriter;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What values of one declared type have to be, so that they come back from bytes that name no class. Made by {@link ExactValues}, and not changed
 * afterwards.
 */
abstract class Form {

    private boolean isFree;

    /** @param isFree whether whatever the compiler lets through is right, its parts apart */
    private Form(boolean isFree) {
        this.isFree = isFree;
    }

    /**
     * Checks a value, and what it holds.
     *
     * @throws IllegalArgumentException if it would not come back as it is
     */
    final void require(@Nullable Object value) {
        require(value, new Seen());
    }

    final void require(@Nullable Object value, Seen seen) {
        if (value != null && !isFree) {
            check(value, seen);
        }
    }

    /** Takes in that a part is not free; answers whether that changes anything. */
    final boolean settle() {
        if (isFree && parts().stream().anyMatch(part -> !part.isFree)) {
            isFree = false;
            return true;
        }
        return false;
    }

    abstract void check(Object value, Seen seen);

    Collection<Form> parts() {
        return List.of();
    }

    private static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    private static IllegalArgumentException other(Object value, Class<?> declared) {
        return new IllegalArgumentException("a " + value.getClass().getName() + " is where the type says "
                + declared.getName() + ", and would come back as something else");
    }

    private static void requireText(@Nullable Object key) {
        if (key != null && !(key instanceof String)) {
            throw other(key, Object.class);
        }
    }

    /** The objects with identities that one check has come by, each of which may hold itself. */
    static final class Seen {

        private @Nullable Map<Form, Set<Object>> objects;

        boolean isNew(Form form, Object value) {
            if (objects == null) {
                objects = new HashMap<>();
            }
            return objects.computeIfAbsent(form, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
                    .add(value);
        }
    }

    /** Anything: its serializer knows what to do. */
    static final class Any extends Form {

        Any() {
            super(true);
        }

        @Override
        void check(Object value, Seen seen) {}
    }

    /**
     * A {@link Date}, or a {@code Timestamp} or {@code java.sql.Date} as databases give them for it: what comes back is the same time, to the
     * millisecond, and more is not said of a {@code Date}. A {@code java.sql.Time} is written as the time of a day, of which no date can be made.
     */
    static final class Time extends Form {

        /** By name, since there are platforms without {@code java.sql}. */
        private static final Set<String> ADMITTED = Set.of("java.util.Date", "java.sql.Date", "java.sql.Timestamp");

        Time() {
            super(false);
        }

        @Override
        void check(Object value, Seen seen) {
            if (!ADMITTED.contains(value.getClass().getName())) {
                throw other(value, Date.class);
            }
        }
    }

    /** Nothing. */
    static final class None extends Form {

        private final String why;

        None(String why) {
            super(false);
            this.why = why;
        }

        @Override
        void check(Object value, Seen seen) {
            throw new IllegalArgumentException(why);
        }
    }

    /** What JSON has: texts, truth values, numbers of the smallest class that holds them, lists, and maps with texts for keys. */
    static final class Plain extends Form {

        private final Class<?> declared;

        Plain(Class<?> declared) {
            super(false);
            this.declared = declared;
        }

        @Override
        void check(Object value, Seen seen) {
            if (value instanceof List<?> list) {
                list.forEach(each -> require(each, seen));
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> {
                    requireText(key);
                    require(each, seen);
                });
            } else if (!isScalar(value)) {
                throw other(value, declared);
            }
        }

        private static boolean isScalar(Object value) {
            if (value instanceof Long number) {
                return number != number.intValue();
            }
            if (value instanceof BigInteger number) {
                return number.bitLength() >= Long.SIZE;
            }
            if (value instanceof Double number) {
                return Double.isFinite(number);
            }
            return value instanceof String || value instanceof Boolean || value instanceof Integer;
        }
    }

    /** Of one class and no other, with properties that have forms. */
    static final class Exact extends Form {

        private final Class<?> raw;
        private final boolean hasIdentity;
        private final Map<BeanPropertyWriter, Form> properties = new HashMap<>();

        /** @param hasIdentity whether an object that holds itself is written as a reference */
        Exact(Class<?> raw, boolean hasIdentity) {
            super(Modifier.isFinal(raw.getModifiers()));
            this.raw = raw;
            this.hasIdentity = hasIdentity;
        }

        void add(BeanPropertyWriter property, Form form) {
            properties.put(property, form);
        }

        @Override
        Collection<Form> parts() {
            return properties.values();
        }

        @Override
        void check(Object value, Seen seen) {
            if (value.getClass() != raw) {
                throw other(value, raw);
            }
            if (hasIdentity && !seen.isNew(this, value)) {
                return;
            }
            properties.forEach((property, form) -> {
                if (!form.isFree) {
                    form.require(valueOf(property, value), seen);
                }
            });
        }

        private static @Nullable Object valueOf(BeanPropertyWriter property, Object value) {
            try {
                return property.get(value);
            } catch (Exception e) {
                throw new IllegalArgumentException(
                        "its property '" + property.getName() + "' cannot be asked for: " + e.getMessage(), e);
            }
        }
    }

    /** Something that has others in it, all of one form. */
    static final class Filled extends Form {

        private final List<Form> content = new ArrayList<>(1);
        private final boolean hasOpenKeys;

        /** @param hasOpenKeys whether it is a map, or an entry of one, whose keys may be anything, of which only texts come back as they were */
        Filled(boolean hasOpenKeys) {
            super(!hasOpenKeys);
            this.hasOpenKeys = hasOpenKeys;
        }

        void with(Form form) {
            content.add(form);
        }

        @Override
        Collection<Form> parts() {
            return content;
        }

        @Override
        void check(Object value, Seen seen) {
            Form form = content.get(0);
            if (value instanceof Iterable<?> elements) {
                elements.forEach(each -> form.require(each, seen));
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> {
                    requireText(hasOpenKeys ? key : "");
                    form.require(each, seen);
                });
            } else if (value instanceof Map.Entry<?, ?> entry) {
                requireText(hasOpenKeys ? entry.getKey() : "");
                form.require(entry.getValue(), seen);
            } else if (value instanceof Optional<?> optional) {
                optional.ifPresent(held -> form.require(held, seen));
            } else if (value instanceof AtomicReference<?> reference) {
                form.require(reference.get(), seen);
            } else if (value.getClass().isArray()) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    form.require(Array.get(value, i), seen);
                }
            }
        }
    }

    /** Of one of the classes that the type, or an annotation, names. */
    static final class OneOf extends Form {

        private final Class<?> declared;
        private final Map<Class<?>, Form> named = new HashMap<>();

        OneOf(Class<?> declared) {
            super(false);
            this.declared = declared;
        }

        void add(Class<?> raw, Form form) {
            named.put(raw, form);
        }

        @Override
        void check(Object value, Seen seen) {
            Form form = named.get(classOf(value));
            if (form == null) {
                throw other(value, declared);
            }
            form.require(value, seen);
        }
    }
}
