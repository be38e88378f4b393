package io.freshet.spring.cache;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of cache keys of any type, as they lie in the shared tier and in tags. Thread-safe.
 *
 * <pre>
 * 5, 5L, 5.0, true        numbers and booleans as Java writes them, with what tells their types apart
 * 'it''s'                 text
 * UUID'0a1b...'           a type of the JDK whose text says all of it; LocalDate'2026-11-21' and all of java.time likewise
 * x.Color.RED             an enum
 * x.Point(1,2)            a record, by its components
 * (5,'a')                 Spring's SimpleKey
 * [5,6], {5,6}            a list, a set; map{5=6} a map; int[5,6] an array
 * null, some(5), none     null; an Optional
 * x.Type"..."             what a bean of type KeyText says
 * </pre>
 *
 * <p>Equal keys have one text and others have another: 5 is not 5L and not '5', as with a map. BigDecimal counts by its value and scale, as its equals
 * does; the order of a set or a map does not count. A key that has no such text is refused: entries under it could not be evicted elsewhere.
 */
final class KeyTexts {

    /** Of Spring Data, known by its name: what it says of itself is all of it. */
    private static final Set<String> TOLD_BY_THEMSELVES =
            Set.of("org.springframework.data.domain.PageRequest", "org.springframework.data.domain.Sort");

    private final List<KeyText> own;

    /** With what the application knows. */
    KeyTexts(List<KeyText> own) {
        this.own = List.copyOf(own);
    }

    /**
     * The text of a key.
     *
     * @throws UnknownKeyException if there is none
     */
    String of(@Nullable Object key) {
        if (key instanceof String text) {
            return quoted("", text);
        }
        StringBuilder text = new StringBuilder();
        append(key, text);
        return text.toString();
    }

    private void append(@Nullable Object key, StringBuilder text) {
        if (key == null) {
            text.append("null");
        } else if (!appendScalar(key, text) && !appendComposite(key, text)) {
            text.append(key.getClass().getName())
                    .append('"')
                    .append(own(key).replace("\"", "\"\""))
                    .append('"');
        }
    }

    private static boolean appendScalar(Object key, StringBuilder text) {
        String scalar = scalar(key);
        if (scalar != null) {
            text.append(scalar);
        }
        return scalar != null;
    }

    private static @Nullable String scalar(Object key) {
        if (key instanceof String value) {
            return quoted("", value);
        }
        if (key instanceof Integer || key instanceof Boolean || key instanceof Double) {
            return key.toString();
        }
        if (key instanceof Enum<?> value) {
            return value.getDeclaringClass().getName() + "." + value.name();
        }
        if (key.getClass() == Date.class) {
            return quoted("Date", ((Date) key).toInstant().toString());
        }
        String suffix = suffix(key);
        if (suffix != null) {
            return key + suffix;
        }
        return isTextual(key) ? quoted(key.getClass().getSimpleName(), key.toString()) : null;
    }

    private static @Nullable String suffix(Object key) {
        if (key instanceof Long) {
            return "L";
        }
        if (key instanceof Float) {
            return "f";
        }
        if (key instanceof Short) {
            return "s";
        }
        if (key instanceof Byte) {
            return "b";
        }
        return key.getClass() == BigInteger.class ? "n" : null;
    }

    private static boolean isTextual(Object key) {
        Class<?> type = key.getClass();
        boolean isOfTime = type.getPackageName().startsWith("java.time")
                && (key instanceof TemporalAccessor || key instanceof TemporalAmount || key instanceof ZoneId);
        return isOfTime
                || key instanceof Character
                || key instanceof UUID
                || type == BigDecimal.class
                || key instanceof Locale
                || key instanceof Currency
                || key instanceof Class<?>;
    }

    private static String quoted(String type, String text) {
        return type + "'" + text.replace("'", "''") + "'";
    }

    private boolean appendComposite(Object key, StringBuilder text) {
        if (key instanceof SimpleKey simple) {
            appendAll(Arrays.asList(paramsOf(simple)), "(", ")", text);
        } else if (key instanceof Optional<?> optional) {
            optional.ifPresentOrElse(value -> appendAll(List.of(value), "some(", ")", text), () -> text.append("none"));
        } else if (key instanceof Set<?> set) {
            appendSorted("", set.stream().map(this::of), text);
        } else if (key instanceof Map<?, ?> map) {
            appendSorted(
                    "map", map.entrySet().stream().map(each -> of(each.getKey()) + "=" + of(each.getValue())), text);
        } else if (key instanceof List<?> list) {
            appendAll(list, "[", "]", text);
        } else if (key.getClass().isArray()) {
            appendAll(elements(key), key.getClass().getComponentType().getName() + "[", "]", text);
        } else if (key.getClass().isRecord()) {
            appendAll(components(key), key.getClass().getName() + "(", ")", text);
        } else if (isToldByItself(key.getClass())) {
            text.append(quoted(key.getClass().getSimpleName(), key.toString()));
        } else {
            return false;
        }
        return true;
    }

    private static boolean isToldByItself(Class<?> type) {
        return TOLD_BY_THEMSELVES.contains(type.getName())
                || (type.getEnclosingClass() != null
                        && TOLD_BY_THEMSELVES.contains(type.getEnclosingClass().getName()));
    }

    private void appendAll(Collection<?> parts, String open, String close, StringBuilder text) {
        text.append(open);
        String comma = "";
        for (Object part : parts) {
            text.append(comma);
            append(part, text);
            comma = ",";
        }
        text.append(close);
    }

    private static void appendSorted(String kind, Stream<String> texts, StringBuilder text) {
        text.append(texts.sorted().collect(Collectors.joining(",", kind + "{", "}")));
    }

    private static List<@Nullable Object> elements(Object array) {
        @Nullable Object[] elements = new @Nullable Object[Array.getLength(array)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Array.get(array, i);
        }
        return Arrays.asList(elements);
    }

    private static List<@Nullable Object> components(Object key) {
        RecordComponent[] components = key.getClass().getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            ReflectionUtils.makeAccessible(components[i].getAccessor());
            values[i] = ReflectionUtils.invokeMethod(components[i].getAccessor(), key);
        }
        return Arrays.asList(values);
    }

    private String own(Object key) {
        for (KeyText each : own) {
            String text = each.textOf(key);
            if (text != null) {
                return text;
            }
        }
        throw new UnknownKeyException(key.getClass());
    }

    private static @Nullable Object[] paramsOf(SimpleKey key) {
        Object params = ReflectionUtils.getField(Params.FIELD, key);
        return params == null ? new @Nullable Object[0] : (@Nullable Object[]) params;
    }

    /** SimpleKey tells its parameters to nobody. */
    private static final class Params {

        static final Field FIELD = field();

        private static Field field() {
            Field field = ReflectionUtils.findField(SimpleKey.class, "params");
            if (field == null) {
                throw new IllegalStateException(
                        "Spring's SimpleKey has no field 'params' in this version: define a KeyGenerator of your own");
            }
            ReflectionUtils.makeAccessible(field);
            return field;
        }
    }
}
