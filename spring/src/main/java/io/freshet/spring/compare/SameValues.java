package io.freshet.spring.compare;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares two values by what they hold, whether or not their types have an equals: collections by their elements, whatever class they are of, dates of
 * two classes by their time, other objects field by field. Values of the JDK count by their own equals. What cannot be looked into is unknown, never the same and never different.
 * Used once.
 */
public final class SameValues {

    private static final int MOST_PARTS = 20_000;
    private static final int DEEPEST = 100;

    private int parts;

    private SameValues() {}

    /** Whether the second holds what the first does. */
    public static Verdict compare(@Nullable Object one, @Nullable Object other) {
        try {
            return new SameValues().of(one, other, 0);
        } catch (RuntimeException | LinkageError e) {
            return Verdict.UNKNOWN; // a collection that asks its database, say, where there is none any more
        }
    }

    @SuppressWarnings("JavaUtilDate") // applications have them
    private Verdict of(@Nullable Object one, @Nullable Object other, int depth) {
        if (one == other) {
            return Verdict.SAME;
        }
        if (one == null || other == null) {
            return Verdict.DIFFERENT;
        }
        if (++parts > MOST_PARTS || depth > DEEPEST || isProxy(one) || isProxy(other)) {
            return Verdict.UNKNOWN;
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
            return ofMaps(map, otherMap, depth + 1);
        }
        if (one instanceof Set<?> set && other instanceof Set<?> otherSet) {
            return ofSets(set, otherSet, depth + 1);
        }
        if (one instanceof Collection<?> all && other instanceof Collection<?> otherAll) {
            return ofAll(all, otherAll, depth + 1);
        }
        if (one instanceof Optional<?> some && other instanceof Optional<?> otherSome) {
            return of(some.orElse(null), otherSome.orElse(null), depth + 1);
        }
        if (one.getClass() != other.getClass()) {
            return one instanceof Date date && other instanceof Date otherDate
                    ? verdict(date.getTime() == otherDate.getTime())
                    : Verdict.DIFFERENT;
        }
        return one.getClass().isArray()
                ? ofAll(elements(one), elements(other), depth + 1)
                : ofOneClass(one, other, depth + 1);
    }

    private static Verdict verdict(boolean isSame) {
        return isSame ? Verdict.SAME : Verdict.DIFFERENT;
    }

    private static boolean isProxy(Object value) {
        String name = value.getClass().getName();
        return name.contains("$HibernateProxy$") || name.contains("$$");
    }

    private Verdict ofAll(Collection<?> one, Collection<?> other, int depth) {
        if (one.size() != other.size()) {
            return Verdict.DIFFERENT;
        }
        Verdict verdict = Verdict.SAME;
        Iterator<?> others = other.iterator();
        for (Object each : one) {
            verdict = worse(verdict, of(each, others.next(), depth));
            if (verdict == Verdict.DIFFERENT) {
                return verdict;
            }
        }
        return verdict;
    }

    /** In any order: an element that equals finds is compared no further, others are looked for one by one. */
    private Verdict ofSets(Set<?> one, Set<?> other, int depth) {
        if (one.size() != other.size()) {
            return Verdict.DIFFERENT;
        }
        List<Object> left = new ArrayList<>(other);
        Verdict verdict = Verdict.SAME;
        for (Object each : one) {
            Verdict found = taken(each, left, depth);
            if (found == Verdict.DIFFERENT) {
                return found;
            }
            verdict = worse(verdict, found);
        }
        return verdict;
    }

    private Verdict taken(@Nullable Object each, List<Object> left, int depth) {
        boolean isUnknown = false;
        for (Iterator<Object> candidates = left.iterator(); candidates.hasNext(); ) {
            Verdict verdict = of(each, candidates.next(), depth);
            if (verdict == Verdict.SAME) {
                candidates.remove();
                return verdict;
            }
            isUnknown |= verdict == Verdict.UNKNOWN;
        }
        return isUnknown ? Verdict.UNKNOWN : Verdict.DIFFERENT;
    }

    /** By the keys' own equals: a map has no other. */
    private Verdict ofMaps(Map<?, ?> one, Map<?, ?> other, int depth) {
        if (one.size() != other.size()) {
            return Verdict.DIFFERENT;
        }
        Verdict verdict = Verdict.SAME;
        for (Map.Entry<?, ?> entry : one.entrySet()) {
            Object key = entry.getKey();
            if (!other.containsKey(key)) {
                return key == null || hasEquals(key.getClass()) ? Verdict.DIFFERENT : Verdict.UNKNOWN;
            }
            verdict = worse(verdict, of(entry.getValue(), other.get(key), depth));
            if (verdict == Verdict.DIFFERENT) {
                return verdict;
            }
        }
        return verdict;
    }

    private Verdict ofOneClass(Object one, Object other, int depth) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal otherNumber) {
            return verdict(number.compareTo(otherNumber) == 0);
        }
        if (one instanceof Enum<?>) {
            return Verdict.DIFFERENT; // the same one is the same object
        }
        return isOfThePlatform(one.getClass()) ? byEquals(one, other) : byFields(one, other, depth);
    }

    private static boolean isOfThePlatform(Class<?> type) {
        return type.getClassLoader() == null || type.getName().startsWith("java.");
    }

    private static Verdict byEquals(Object one, Object other) {
        if (one.equals(other)) {
            return Verdict.SAME;
        }
        return hasEquals(one.getClass()) ? Verdict.DIFFERENT : Verdict.UNKNOWN;
    }

    private static boolean hasEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false; // every class has it
        }
    }

    private Verdict byFields(Object one, Object other, int depth) {
        Verdict verdict = Verdict.SAME;
        for (Class<?> type = one.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())) {
                    continue;
                }
                if (!field.trySetAccessible()) {
                    return byEquals(one, other);
                }
                verdict = worse(verdict, of(value(field, one), value(field, other), depth));
                if (verdict == Verdict.DIFFERENT) {
                    return verdict;
                }
            }
        }
        return verdict;
    }

    private static @Nullable Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it was made accessible
        }
    }

    private static List<@Nullable Object> elements(Object array) {
        @Nullable Object[] elements = new @Nullable Object[Array.getLength(array)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Array.get(array, i);
        }
        return Arrays.asList(elements);
    }

    private static Verdict worse(Verdict one, Verdict other) {
        if (one == Verdict.DIFFERENT || other == Verdict.DIFFERENT) {
            return Verdict.DIFFERENT;
        }
        return one == Verdict.UNKNOWN || other == Verdict.UNKNOWN ? Verdict.UNKNOWN : Verdict.SAME;
    }
}
