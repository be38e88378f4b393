package io.freshet.spring.cache;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyTextsTests {

    private final KeyTexts texts = new KeyTexts(List.of());

    @Test
    void texts_areTheSameInEveryProcess() {
        assertThat(texts.of("it's")).isEqualTo("'it''s'");
        assertThat(texts.of(5)).isEqualTo("5");
        assertThat(texts.of(5L)).isEqualTo("5L");
        assertThat(texts.of(new SimpleKey(5, "a", null))).isEqualTo("(5,'a',null)");
        assertThat(texts.of(SimpleKey.EMPTY)).isEqualTo("()");
        assertThat(texts.of(LocalDate.of(2026, 11, 21))).isEqualTo("LocalDate'2026-11-21'");
        assertThat(texts.of(TimeUnit.DAYS)).isEqualTo("java.util.concurrent.TimeUnit.DAYS");
        assertThat(texts.of(new Point(1, 2))).isEqualTo(Point.class.getName() + "(1,2)");
        assertThat(texts.of(new int[] {1, 2})).isEqualTo("int[1,2]");
        assertThat(texts.of(new Date(5))).isEqualTo("Date'1970-01-01T00:00:00.005Z'");
    }

    @Test
    void keysThatDiffer_haveTextsThatDiffer() {
        List<@Nullable Object> keys = Arrays.asList(
                5,
                5L,
                (short) 5,
                (byte) 5,
                5f,
                5d,
                "5",
                "5L",
                '5',
                BigInteger.valueOf(5),
                new BigDecimal("5"),
                new BigDecimal("5.0"),
                true,
                "true",
                null,
                "null",
                "",
                "'",
                "''",
                new SimpleKey(5),
                new SimpleKey("5"),
                new SimpleKey("a,b"),
                new SimpleKey("a", "b"),
                new SimpleKey("a'", "'b"),
                new SimpleKey(List.of("a", "b")),
                new SimpleKey(),
                new SimpleKey(new SimpleKey()),
                List.of(5),
                List.of(),
                Set.of(5),
                Set.of(),
                Map.of(),
                Map.of(5, 6),
                Map.of("5=6", 7),
                Optional.empty(),
                Optional.of(5),
                new int[] {5},
                new long[] {5},
                new Point(5, 5),
                new Spot(5, 5),
                TimeUnit.DAYS,
                StandardOpenOption.READ,
                LocalDate.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                ZoneOffset.UTC,
                new Date(0),
                new Date(1),
                new UUID(0, 5),
                String.class,
                Integer.class);
        Set<String> distinct = new HashSet<>();
        keys.forEach(key -> assertThat(distinct.add(texts.of(key)))
                .as(() -> "the text of " + key + " is another's too: " + texts.of(key))
                .isTrue());
    }

    @Test
    void pagesAndSortsOfSpringData_haveTexts() {
        List<Object> pages = List.of(
                PageRequest.of(0, 20),
                PageRequest.of(1, 20),
                PageRequest.of(0, 2),
                PageRequest.of(0, 20, Sort.by("name")),
                PageRequest.of(0, 20, Sort.by("name").descending()),
                PageRequest.of(0, 20, Sort.by("name", "city")),
                PageRequest.of(0, 20, Sort.by(Sort.Order.asc("name").ignoreCase())),
                PageRequest.of(0, 20, Sort.by(Sort.Order.asc("name").nullsLast())),
                Sort.unsorted(),
                Sort.by("name"));
        assertThat(pages.stream().map(texts::of)).doesNotHaveDuplicates();
        assertThat(texts.of(PageRequest.of(0, 20, Sort.by("name"))))
                .isEqualTo(texts.of(PageRequest.of(0, 20, Sort.by("name"))));
    }

    @Test
    void equalKeys_haveOneText_whateverTheirOrder() {
        assertThat(texts.of(new LinkedHashSet<>(List.of(1, 2, 3))))
                .isEqualTo(texts.of(new LinkedHashSet<>(List.of(3, 2, 1))));
        Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
        map.put("b", 2);
        assertThat(texts.of(map)).isEqualTo(texts.of(Map.of("b", 2, "a", 1)));
        assertThat(texts.of(new SimpleKey(new Object[] {new int[] {1}})))
                .isEqualTo(texts.of(new SimpleKey(new Object[] {new int[] {1}})));
    }

    @Test
    void keyWithoutText_isRefused_andTheMessageSaysWhatToDo() {
        assertThatThrownBy(() -> texts.of(new SimpleKey(1, new Opaque(1))))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining(Opaque.class.getName())
                .hasMessageContaining("@Cacheable(key = \"#owner.id\")")
                .hasMessageContaining("io.freshet.spring.cache.KeyText");
    }

    @Test
    void ownText_isTaken_andCannotForgeAnother() {
        KeyTexts own = new KeyTexts(List.of(key -> null, key -> key instanceof Opaque it ? "n\"" + it.number : null));
        assertThat(own.of(new Opaque(7))).isEqualTo(Opaque.class.getName() + "\"n\"\"7\"");
        assertThat(own.of(new SimpleKey(new Opaque(7)))).isNotEqualTo(own.of(new SimpleKey(new Opaque(8))));
    }

    record Point(int x, int y) {}

    record Spot(int x, int y) {}

    static final class Opaque {

        private final int number;

        Opaque(int number) {
            this.number = number;
        }
    }
}
