package io.freshet.local;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.key.KeyTemplate;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

class LocalStoreTests {

    private static final KeyTemplate TEMPLATE = KeyTemplate.parse("service:{id}");
    private static final CacheKey KEY = TEMPLATE.key("", 5);
    private static final Entry ENTRY = new Entry("five", Stamp.none(1), new long[0], 0, 0);

    private long nanos = Long.MAX_VALUE - 1;
    private final LocalStore store = LocalStore.of(LocalSize.of(10), Duration.ofSeconds(1), () -> nanos, () -> {});

    @Test
    void entry_isFoundByItsKey_andByAProbeOfIt() {
        store.put(KEY, ENTRY);
        assertThat(store.get(KEY)).isSameAs(ENTRY);
        assertThat(probed(5)).isSameAs(ENTRY);
        assertThat(probed(6)).isNull();
        store.remove(KEY);
        assertThat(probed(5)).isNull();
    }

    @Test
    void entryThatIsTooOld_isDropped_whoeverMovesTheClock() {
        store.put(KEY, ENTRY);
        nanos += Duration.ofMillis(1_999).toNanos();
        assertThat(probed(5)).isSameAs(ENTRY);
        nanos += Duration.ofMillis(3).toNanos();
        assertThat(probed(5)).as("by a probe").isNull();
        store.put(KEY, ENTRY);
        nanos += Duration.ofMillis(2_002).toNanos();
        assertThat(store.get(KEY)).as("by a key").isNull();
    }

    @Test
    void entryThatIsReplacedSoon_isKeptForItsWholeTime() {
        store.put(KEY, ENTRY);
        nanos += Duration.ofMillis(900).toNanos();
        store.put(KEY, ENTRY);
        nanos += Duration.ofMillis(999).toNanos();
        assertThat(probed(5)).isSameAs(ENTRY);
    }

    @Test
    void withoutL1_nothingIsKept() {
        LocalStore none = LocalStore.of(LocalSize.of(0), Duration.ofSeconds(1), () -> nanos, () -> {});
        none.put(KEY, ENTRY);
        assertThat(none.get(KEY)).isNull();
    }

    private Entry probed(int id) {
        KeyProbe probe = Objects.requireNonNull(KeyProbe.of(TEMPLATE, "", id));
        try {
            return store.get(probe, nanos);
        } finally {
            probe.clear();
        }
    }
}
