package io.freshet.salon.customer;

import io.freshet.salon.policy.Filter;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Which customers to list: those whose name contains a text, in whatever case, and who want news or not; null for all. */
public record CustomerFilter(
        @Nullable String name, @Nullable Boolean wantsNews) implements Filter {

    @Override
    public List<@Nullable Object> values() {
        return Arrays.asList(name, wantsNews);
    }
}
