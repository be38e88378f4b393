package io.freshet.salon.quote;

import io.freshet.salon.policy.Filter;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Which quotes to list, and which page of them; null or empty for any. */
public record QuoteFilter(
        @Nullable QuoteStatus status, @Nullable Long clientId, String title, int page, int size) implements Filter {

    @Override
    public List<@Nullable Object> values() {
        return Arrays.asList(status, clientId, title, page, size);
    }
}
