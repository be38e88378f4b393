package io.freshet.test.cache;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a cached method is called with, in place of a key. Immutable; made by {@link CacheAssertions#arguments}. */
public final class CallArguments {

    private final List<@Nullable Object> values;

    CallArguments(List<@Nullable Object> values) {
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    List<@Nullable Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return "arguments" + values;
    }
}
