package io.freshet.key;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import static org.assertj.core.api.Assertions.assertThat;

class KeyProbeTests {

    private static final KeyTemplate ONE = KeyTemplate.parse("service:{id}");
    private static final KeyTemplate TWO = KeyTemplate.parse("slots:{barber}:{date}");

    private final Map<CacheKey, String> map = new ConcurrentHashMap<>();

    @AfterEach
    void clear() {
        KeyProbe probe = KeyProbe.of(ONE, "", 1);
        assertThat(probe).as("no test leaves it in use").isNotNull();
        Objects.requireNonNull(probe).clear();
    }

    @Test
    void probe_findsWhatLiesUnderTheKey() {
        map.put(ONE.key("7", 5), "found");
        assertThat(foundBy(KeyProbe.of(ONE, "7", 5))).isEqualTo("found");
        assertThat(foundBy(KeyProbe.of(ONE, "7", 6))).isNull();
        assertThat(foundBy(KeyProbe.of(ONE, "7", 5L)))
                .as("as keys have it: an int is no long")
                .isNull();
        assertThat(foundBy(KeyProbe.of(ONE, "8", 5))).as("another tenant").isNull();
        assertThat(foundBy(KeyProbe.of(KeyTemplate.parse("other:{id}"), "7", 5)))
                .isNull();
    }

    @Test
    void probe_ofACall_takesTheArgumentsThatTheKeyNames() {
        map.put(TWO.key("", "ann", "monday"), "found");
        Object[] arguments = {"monday", "unused", "ann"};
        assertThat(foundBy(KeyProbe.of(TWO, "", arguments, new int[] {2, 0}))).isEqualTo("found");
        assertThat(foundBy(KeyProbe.of(TWO, "", arguments, new int[] {0, 2}))).isNull();
    }

    @Test
    void probe_ofNull_andOfNoValue_equalTheirKeys() {
        KeyTemplate none = KeyTemplate.parse("all:services");
        map.put(ONE.key("", new Object[] {null}), "null");
        map.put(none.key(""), "none");
        assertThat(foundBy(KeyProbe.of(ONE, "", null))).isEqualTo("null");
        assertThat(foundBy(KeyProbe.of(none, "", "whatever"))).isEqualTo("none");
    }

    @Test
    void probe_inUse_isNotGivenAgain() {
        KeyProbe probe = Objects.requireNonNull(KeyProbe.of(ONE, "", 5));
        assertThat(KeyProbe.of(ONE, "", 6)).isNull();
        probe.clear();
        assertThat(probe).isNotEqualTo(ONE.key("", 5));
    }

    @Test
    void probe_ofTooManyValues_isNone() {
        assertThat(KeyProbe.of(TWO, "", "ann")).isNull();
        Object[] many = new Object[9];
        assertThat(KeyProbe.of(TWO, "", many, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}))
                .isNull();
    }

    @SuppressWarnings("SuspiciousMethodCalls")
    private String foundBy(KeyProbe probe) {
        try {
            return map.get((Object) Objects.requireNonNull(probe));
        } finally {
            probe.clear();
        }
    }
}
