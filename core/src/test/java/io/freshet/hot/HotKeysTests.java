package io.freshet.hot;

import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.key.KeyTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Which keys are told to be hot, by a clock that moves only when told. */
class HotKeysTests {

    private static final KeyTemplate BILL = KeyTemplate.parse("bill:{id}");
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong(5);
    private final Random random = new Random(11);
    private final HotKeys keys = new HotKeys(HotKeys.LEAST_TRACKED, now::get, random::nextInt);

    /** A probe is its thread's, and goes on counting where other tests have left it. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void endThread() {
        thread.shutdownNow();
    }

    private static CacheKey bill(int id) {
        return BILL.key("7", id);
    }

    private void read(CacheKey key, int times) {
        for (int i = 0; i < times; i++) {
            if (keys.isSampled()) {
                keys.read(key);
            }
        }
    }

    private void probe(int id, int times) {
        CompletableFuture.runAsync(() -> probeHere(id, times), thread).join();
    }

    private void probeHere(int id, int times) {
        KeyProbe probe = KeyProbe.of(BILL, "7", id);
        assertThat(probe).isNotNull();
        try {
            for (int i = 0; i < times; i++) {
                if (keys.isSampled(probe)) {
                    keys.read(probe);
                }
            }
        } finally {
            probe.clear();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void fewReads_areAllCounted() {
        read(bill(1), 300);
        probe(1, 200);
        probe(2, 100);
        pass(WINDOW);
        assertThat(keys.top(10))
                .containsExactly(
                        new HotKey("bill", "7:bill:1", "7", 50, 0, 500 / 600.0, true),
                        new HotKey("bill", "7:bill:2", "7", 10, 0, 100 / 600.0, true));
        assertThat(keys.top(1)).hasSize(1);
        assertThat(keys.isHot(bill(1))).isTrue();
    }

    @Test
    void manyReads_areCountedByASample() {
        for (int i = 0; i < 200; i++) {
            read(bill(1), 3_000);
            read(bill(2), 1_000);
            read(bill(1_000 + i), 500);
        }
        pass(WINDOW);
        assertThat(keys.top(2)).extracting(HotKey::key).containsExactly("7:bill:1", "7:bill:2");
        assertThat(keys.top(1).get(0).readsPerSecond()).isCloseTo(60_000, within(6_000.0));
        assertThat(keys.top(1).get(0).share()).isCloseTo(3_000 / 4_500.0, within(0.03));
        assertThat(keys.isHot(bill(1_000))).isFalse();
    }

    @Test
    void manyReads_ofKeysThatAreOnlyAskedWith_areCountedByASampleToo() {
        for (int i = 0; i < 200; i++) {
            probe(1, 3_000);
            probe(2, 1_000);
            probe(1_000 + i, 500);
        }
        pass(WINDOW);
        assertThat(keys.top(2)).extracting(HotKey::key).containsExactly("7:bill:1", "7:bill:2");
        assertThat(keys.top(1).get(0).readsPerSecond()).isCloseTo(60_000, within(6_000.0));
        probe(1, 300_000);
        pass(WINDOW);
        assertThat(keys.top(1).get(0).readsPerSecond())
                .as("sampled from its first read on")
                .isCloseTo(30_000, within(3_000.0));
    }

    @Test
    void hot_isWhatWasReadOftenInTheLastWholeWindow() {
        read(bill(1), 150);
        assertThat(keys.isHot(bill(1))).as("the window is not whole").isFalse();
        assertThat(keys.top(10))
                .as("the first is told until now")
                .extracting(HotKey::key)
                .containsExactly("7:bill:1");
        pass(WINDOW);
        read(bill(2), 99);
        assertThat(keys.isHot(bill(1))).isTrue();
        pass(WINDOW);
        assertThat(keys.top(10))
                .extracting(HotKey::isHot)
                .as("99 in ten seconds")
                .containsExactly(false);
        assertThat(keys.isHot(bill(1))).isFalse();
    }

    @Test
    void whatIsReadOften_butAsAllOthers_isNotHot() {
        for (int i = 0; i < 200; i++) {
            read(bill(i), 150);
        }
        pass(WINDOW);
        assertThat(keys.top(1_000)).hasSize(HotKeys.LEAST_TRACKED).noneMatch(HotKey::isHot);
    }

    @Test
    void longAgo_isForgotten() {
        read(bill(1), 500);
        pass(WINDOW.multipliedBy(2));
        assertThat(keys.top(10)).isEmpty();
        assertThat(keys.isHot(bill(1))).isFalse();
    }

    @Test
    void off_countsNothing() {
        HotKeys off = new HotKeys(0, now::get, random::nextInt);
        assertThat(off.isSampled()).isFalse();
        off.read(bill(1));
        pass(WINDOW);
        assertThat(off.top(10)).isEmpty();
    }
}
