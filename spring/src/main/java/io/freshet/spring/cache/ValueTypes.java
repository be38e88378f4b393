package io.freshet.spring.cache;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The types of which values of one cache may lie in the shared tier: those that its methods declare, and plain ones. Thread-safe.
 *
 * <p>What lies there names its type, and the name is only ever looked up here: nobody who can write to Redis chooses what is made of it.
 */
final class ValueTypes {

    private static final List<Class<?>> PLAIN = List.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            java.math.BigDecimal.class,
            java.math.BigInteger.class,
            java.util.UUID.class,
            java.time.Instant.class,
            java.time.LocalDate.class,
            java.time.LocalTime.class,
            java.time.LocalDateTime.class,
            java.time.Duration.class);
    private static final Set<Class<?>> CONTAINERS =
            Set.of(Iterable.class, Collection.class, List.class, Set.class, Map.class);

    private final ConcurrentMap<String, Type> byName = new ConcurrentHashMap<>();

    ValueTypes() {
        PLAIN.forEach(this::add);
    }

    /** Values of this declared type are to be written, if that says what they are. */
    void add(Type declared) {
        if (isPrecise(declared)) {
            byName.putIfAbsent(declared.getTypeName(), declared);
        }
    }

    /** The type with this name, or null. */
    @Nullable
    Type named(String name) {
        return byName.get(name);
    }

    /**
     * By which type a value is to be written, or null if by none.
     *
     * @param declared of the method that gave it, or null where that is not known
     */
    @Nullable
    Type of(Object value, @Nullable Type declared) {
        if (declared != null) {
            add(declared);
            if (isPrecise(declared) && isExactly(value, declared)) {
                return declared;
            }
        }
        return byName.get(value.getClass().getName());
    }

    /** Whether a reader who knows only the type makes of the bytes what was written: it names no type that stands for others. */
    private static boolean isPrecise(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                if (!isPrecise(argument)) {
                    return false;
                }
            }
            return parameterized.getRawType() instanceof Class<?> raw && isMade(raw);
        }
        return type instanceof Class<?> plain && plain.getTypeParameters().length == 0 && isMade(plain);
    }

    private static boolean isMade(Class<?> type) {
        boolean isOpen = type.isInterface() || Modifier.isAbstract(type.getModifiers()) || type == Object.class;
        return type.isArray()
                ? isMade(type.getComponentType())
                : type.isPrimitive() || !isOpen || CONTAINERS.contains(type);
    }

    /** Whether the value, and what it contains, is of that very type and not of one that extends it. */
    private static boolean isExactly(@Nullable Object value, Type type) {
        if (value == null || (type instanceof Class<?> primitive && primitive.isPrimitive())) {
            return true;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            return CONTAINERS.contains(raw)
                    ? isContaining(value, parameterized.getActualTypeArguments())
                    : value.getClass() == raw;
        }
        return value.getClass() == type;
    }

    private static boolean isContaining(Object value, Type[] arguments) {
        if (value instanceof Map<?, ?> map && arguments.length == 2) {
            return map.entrySet().stream()
                    .allMatch(
                            each -> isExactly(each.getKey(), arguments[0]) && isExactly(each.getValue(), arguments[1]));
        }
        return value instanceof Collection<?> elements
                && arguments.length == 1
                && elements.stream().allMatch(each -> isExactly(each, arguments[0]));
    }
}
