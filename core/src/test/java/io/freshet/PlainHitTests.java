package io.freshet;

import com.sun.management.ThreadMXBean;
import io.freshet.event.Outcome;
import io.freshet.event.ReadListener;
import io.freshet.read.Bypass;
import io.freshet.read.Surroundings.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Hits in process that need no key of their own: what they cost, and that they are held to the same rules as any read. */
class PlainHitTests {

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private static final int READS = 200_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AtomicReference<Trust> trust = new AtomicReference<>(Trust.FULL);
    private final AtomicReference<String> tenant = new AtomicReference<>("7");
    private final AtomicInteger loads = new AtomicInteger();
    private final Freshet freshet = Freshet.builder()
            .surroundings(trust::get)
            .tenants(tenant::get)
            .listener(new Deaf())
            .bound(BOUND)
            .interval(Duration.ofMillis(10))
            .build();
    private final Cache<Integer, String> cache = freshet.<Integer, String>cache(
                    "service:{id}", Integer.class, String.class)
            .dependsOnTables("service")
            .timeToLive(Duration.ofHours(1))
            .build();

    @AfterEach
    void close() {
        freshet.close();
    }

    private String read(int key) {
        return cache.get(key, missing -> key + " by " + tenant.get() + ", load " + loads.incrementAndGet());
    }

    private void awaitHit(int key) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            int before = loads.get();
            read(key);
            return loads.get() == before;
        });
    }

    @Test
    void hit_allocatesNothing() {
        awaitHit(5);
        awaitHit(127);
        readOften(); // until it is compiled
        await().atMost(Duration.ofMinutes(2)).until(() -> readOften() < READS / 100);
    }

    /** Bytes that the reads allocated. A thousandth of a second may cost one look at the clocks, which is 32 bytes. */
    private long readOften() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < READS / 2; i++) {
            cache.get(5, PlainHitTests::missed);
            cache.get(127, PlainHitTests::missed);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static String missed(Integer key) {
        throw new IllegalStateException(key + " is not there");
    }

    @Test
    void tenants_haveValuesOfTheirOwn() {
        awaitHit(5);
        String ofSeven = read(5);
        tenant.set("8");
        awaitHit(5);
        assertThat(read(5)).isNotEqualTo(ofSeven).contains("by 8");
        tenant.set("7");
        assertThat(read(5)).isEqualTo(ofSeven);
    }

    @Test
    void hit_isCounted() {
        awaitHit(5);
        long before = cache.meter().reads(Outcome.HIT_L1);
        read(5);
        assertThat(cache.meter().reads(Outcome.HIT_L1)).isEqualTo(before + 1);
    }

    @Test
    void invalidated_isNotServed() {
        awaitHit(5);
        String before = read(5);
        freshet.invalidateTable("service");
        assertThat(read(5)).isNotEqualTo(before);
    }

    @Test
    void transactionThatHasWritten_andBypass_areNotServed() {
        awaitHit(5);
        String before = read(5);
        trust.set(Trust.NONE);
        assertThat(read(5)).isNotEqualTo(before);
        trust.set(Trust.SERVE_ONLY);
        assertThat(read(5)).isEqualTo(before);
        try (Bypass past = Bypass.open()) {
            assertThat(past).isNotNull();
            assertThat(read(5)).isNotEqualTo(before);
        }
        assertThat(read(5)).isEqualTo(before);
    }

    @Test
    void cachedNull_isAHit() {
        Cache<Integer, String> nulls = freshet.<Integer, String>cache("nulls:{id}", Integer.class, String.class)
                .dependsOnTables("service")
                .build();
        AtomicInteger asked = new AtomicInteger();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            int before = asked.get();
            nulls.get(5, missing -> {
                asked.incrementAndGet();
                return null;
            });
            return asked.get() == before;
        });
    }

    /** Would hear of keys, but wants none. */
    private static final class Deaf implements ReadListener {

        @Override
        public boolean listensTo(Outcome outcome) {
            return false;
        }

        @Override
        public void onRead(String cacheName, String key, Outcome outcome) {
            throw new AssertionError(key);
        }
    }
}
