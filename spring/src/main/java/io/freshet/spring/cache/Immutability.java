package io.freshet.spring.cache;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whether nobody can change a value, so that all readers may have the same object. In doubt somebody can. */
final class Immutability {

    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class);
    private static final Class<?> LIST = List.of().getClass();
    private static final String COLLECTIONS =
            LIST.getName().substring(0, LIST.getName().indexOf('$') + 1);
    private static final ClassValue<Boolean> TYPES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type, new HashSet<>());
        }
    };

    private Immutability() {}

    static boolean isImmutable(@Nullable Object value) {
        if (value == null || TYPES.get(value.getClass())) {
            return true;
        }
        if (!value.getClass().getName().startsWith(COLLECTIONS)) {
            return false;
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().allMatch(Immutability::isImmutable);
        }
        return value instanceof Map<?, ?> map
                && map.entrySet().stream().allMatch(each -> isImmutable(each.getKey()) && isImmutable(each.getValue()));
    }

    private static boolean isImmutable(Class<?> type, Set<Class<?>> seen) {
        if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type) || isOfTime(type)) {
            return true;
        }
        if (!type.isRecord()) {
            return false;
        }
        if (seen.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (!isImmutable(component.getType(), seen)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOfTime(Class<?> type) {
        return type.getName().startsWith("java.time.");
    }
}
