package io.freshet.witness.value;

import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Compares values by {@code equals} and by the bytes that a codec makes of them. Thread-safe.
 *
 * <table>
 * <caption>What is answered</caption>
 * <tr><th>equals</th><th>bytes</th><th></th></tr>
 * <tr><td>same</td><td>same, or no codec</td><td>{@link Verdict#SAME}</td></tr>
 * <tr><td>same</td><td>different: equals may look at an id only</td><td>{@link Verdict#UNKNOWN}</td></tr>
 * <tr><td>different</td><td>same</td><td>{@link Verdict#SAME}</td></tr>
 * <tr><td>different</td><td>different</td><td>{@link Verdict#DIFFERENT}</td></tr>
 * <tr><td>different</td><td>no codec</td><td>{@link Verdict#DIFFERENT} if all that is compared has an equals of its own, else {@link Verdict#UNKNOWN}</td></tr>
 * </table>
 */
public final class ValueComparison {

    private static final int DEEPEST = 32;

    private final @Nullable CodecFactory codecs;
    private final ConcurrentMap<Type, Codec<Object>> known = new ConcurrentHashMap<>();

    /** @param codecs make bytes of values; null if nothing does */
    public ValueComparison(@Nullable CodecFactory codecs) {
        this.codecs = codecs;
    }

    /** Compares values of a declared type. */
    public Verdict compare(Type type, @Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other ? Verdict.SAME : Verdict.DIFFERENT;
        }
        boolean isEqual = Objects.deepEquals(one, other);
        if (one == other || (isEqual && isOfTheJdk(one))) {
            return Verdict.SAME;
        }
        Optional<Boolean> haveSameBytes = haveSameBytes(type, one, other);
        if (haveSameBytes.isPresent()) {
            boolean isSame = haveSameBytes.get();
            return isSame ? Verdict.SAME : isEqual ? Verdict.UNKNOWN : Verdict.DIFFERENT;
        }
        if (isEqual) {
            return Verdict.SAME;
        }
        return isComparable(one, 0) && isComparable(other, 0) ? Verdict.DIFFERENT : Verdict.UNKNOWN;
    }

    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.")
                && !(value instanceof Collection || value instanceof Map || value instanceof Optional);
    }

    private Optional<Boolean> haveSameBytes(Type type, Object one, Object other) {
        if (codecs == null) {
            return Optional.empty();
        }
        try {
            Codec<Object> codec = known.computeIfAbsent(type, codecs::codecFor);
            return Optional.of(Arrays.equals(codec.encode(one), codec.encode(other)));
        } catch (RuntimeException e) {
            return Optional.empty(); // it has no form as bytes
        }
    }

    /** Whether a difference that equals tells is one of values, not of objects. */
    private static boolean isComparable(@Nullable Object value, int depth) {
        if (value == null) {
            return true;
        }
        if (depth > DEEPEST) {
            return false;
        }
        int below = depth + 1;
        if (value instanceof Collection<?> all) {
            return all.stream().allMatch(each -> isComparable(each, below));
        }
        if (value instanceof Map<?, ?> map) {
            return isComparable(map.keySet(), below) && isComparable(map.values(), below);
        }
        if (value instanceof Optional<?> optional) {
            return isComparable(optional.orElse(null), below);
        }
        if (value instanceof Object[] array) {
            return isComparable(Arrays.asList(array), below);
        }
        return value.getClass().isArray() || isComparableByItself(value, below);
    }

    private static boolean isComparableByItself(Object value, int depth) {
        try {
            boolean hasEquals =
                    value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
            return hasEquals && (!value.getClass().isRecord() || areComparable(value, depth));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private static boolean areComparable(Object value, int depth) throws ReflectiveOperationException {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            if (!isComparable(accessor.invoke(value), depth)) {
                return false;
            }
        }
        return true;
    }
}
