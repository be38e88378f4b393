package io.freshet.key;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A key that is only asked with: it equals the {@link CacheKey} of the same tenant, template and values, so that a map can be asked for that
 * without making it. Each thread has one, which it fills anew for each question; a map must never keep it. Used by its thread only.
 */
public final class KeyProbe {

    private static final int MOST_VALUES = 8;
    private static final ThreadLocal<KeyProbe> MINE = ThreadLocal.withInitial(KeyProbe::new);

    private final @Nullable Object[] values = new @Nullable Object[MOST_VALUES];
    private @Nullable KeyTemplate template;
    private String tenant = "";
    private int size;
    private int hash;
    private int uncounted = 1;
    private int stoodFor = 1;

    private KeyProbe() {}

    /**
     * The calling thread's, filled with the key of one value, or of none where the template has none; null if it cannot stand for that, or is in use: a value's {@code equals} may
     * read a cache itself. To be followed by {@link #clear}.
     */
    public static @Nullable KeyProbe of(KeyTemplate template, String tenant, @Nullable Object value) {
        KeyProbe probe = MINE.get();
        if (probe.template != null || template.valueCount() > 1) {
            return null;
        }
        probe.values[0] = value;
        return probe.filled(template, tenant, template.valueCount());
    }

    /** The same for the arguments of a call, of which those at the indexes are the values. */
    public static @Nullable KeyProbe of(
            KeyTemplate template, String tenant, @Nullable Object[] arguments, int[] indexes) {
        KeyProbe probe = MINE.get();
        if (probe.template != null || indexes.length > MOST_VALUES) {
            return null;
        }
        for (int i = 0; i < indexes.length; i++) {
            probe.values[i] = arguments[indexes[i]];
        }
        return probe.filled(template, tenant, indexes.length);
    }

    private KeyProbe filled(KeyTemplate of, String whose, int count) {
        int ofValues = 1;
        for (int i = 0; i < count; i++) {
            Object value = values[i];
            ofValues = 31 * ofValues + (value == null ? 0 : value.hashCode());
        }
        template = of;
        tenant = whose;
        size = count;
        hash = CacheKey.hashOf(of, whose, ofValues);
        return this;
    }

    /** Whose the key is; empty if it is everybody's. */
    public String tenant() {
        return tenant;
    }

    /** The key that it stands for, to be kept. */
    public CacheKey toKey() {
        if (template == null) {
            throw new IllegalStateException("The probe stands for no key now");
        }
        return new CacheKey(template, tenant, Arrays.copyOf(values, size));
    }

    /** Whether so many questions were asked on this thread as {@link #countAfter} has said, this one being the last of them. */
    public boolean isCounted() {
        return --uncounted <= 0;
    }

    /** For how many questions on average the one that is counted now stands. */
    public int stoodFor() {
        return stoodFor;
    }

    /** The next question to be counted is the so many-th from now on. */
    public void countAfter(int questions, int onAverage) {
        uncounted = questions;
        stoodFor = onAverage;
    }

    /** Forgets the key. */
    public void clear() {
        template = null;
        for (int i = 0; i < size; i++) {
            values[i] = null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof CacheKey key
                        && template != null
                        && key.isOf(template, tenant, values, size, hash));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Probe of " + template;
    }
}
