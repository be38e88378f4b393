package io.freshet.salon.client;

import io.freshet.salon.policy.Filter;
import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;

/** Which clients to list: those whose name contains a text, in whatever case; null for all. */
public record ClientFilter(@Nullable String name) implements Filter {

    @Override
    public List<@Nullable Object> values() {
        return Collections.singletonList(name);
    }
}
