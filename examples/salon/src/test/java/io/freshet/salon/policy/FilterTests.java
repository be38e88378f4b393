package io.freshet.salon.policy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FilterTests {

    private record Pair(@Nullable Object one, @Nullable Object other) implements Filter {

        @Override
        public List<@Nullable Object> values() {
            return Arrays.asList(one, other);
        }
    }

    @Test
    void differentFilters_haveDifferentHashes() {
        var pairs = List.of(
                new Pair(null, null),
                new Pair("", null),
                new Pair(null, ""),
                new Pair("a", "b"),
                new Pair("ab", ""),
                new Pair("", "ab"),
                new Pair("b", "a"),
                new Pair("a+1:b", null),
                new Pair("a", true),
                new Pair("-0:", null));

        assertThat(pairs.stream().map(Filter::hash)).doesNotHaveDuplicates();
        assertThat(Stream.of(new Pair("a", true), new Pair("a", true)).map(Filter::hash))
                .containsOnly(new Pair("a", true).hash());
    }

    @Test
    void noFilter_saysSo() {
        assertThat(new Pair(null, null).hash()).isEqualTo("all");
    }
}
