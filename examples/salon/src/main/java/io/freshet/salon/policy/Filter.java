package io.freshet.salon.policy;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** What a list is narrowed to. Its hash stands for it in the key of a cached page, as {@code {filterHash}}. */
public interface Filter {

    /** What the hash says if nothing is filtered. */
    String NONE = "all";

    /** How many bytes of the hash are kept: as many as make two filters with one hash a matter of 2 to the power of 64 filters. */
    int BYTES = 16;

    /** The values to filter by, each in its place; null for what is not asked. */
    List<@Nullable Object> values();

    /** Equal for equal filters, and different for different ones. */
    default String hash() {
        var values = values();
        if (values.stream().allMatch(Objects::isNull)) {
            return NONE;
        }
        var text = new StringBuilder();
        for (Object value : values) {
            var part = value == null ? "" : value.toString();
            text.append(value == null ? '-' : '+')
                    .append(part.length())
                    .append(':')
                    .append(part);
        }
        return hash(text.toString());
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
