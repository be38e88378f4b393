package io.freshet.read;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ShadowReadsTests {

    private final ReadFixture instance = new ReadFixture();
    private final ShadowReads shadow =
            new ShadowReads(1, 1_000_000_000, Duration.ofMillis(1), instance.now::get, instance.events);
    private final AtomicReference<String> source = new AtomicReference<>("old");
    private ReadPath cache;

    ShadowReadsTests() {
        instance.shadow = shadow;
        cache = instance.cache(ReadFixture.policy().withRemote(false));
        instance.certify();
    }

    @AfterEach
    void end() {
        shadow.close();
    }

    private String read() throws Throwable {
        instance.now.incrementAndGet();
        return cache.get(ReadFixture.KEY, source::get);
    }

    @Test
    void aHitThatEqualsItsSource_isNoViolation() throws Throwable {
        read();
        read();
        await().until(() -> shadow.comparedCount() == 1);
        assertThat(shadow.violationCount()).isZero();
    }

    @Test
    void aMissingDependency_isFound_andToldOnce() throws Throwable {
        read();
        source.set("new");
        assertThat(read()).isEqualTo("old");
        await().until(() -> shadow.violations().size() == 1);
        assertThat(shadow.violationCount()).isEqualTo(1);
        assertThat(shadow.comparedCount()).isEqualTo(2);
        for (int i = 0; i < 1_000; i++) {
            assertThat(read()).isEqualTo("old");
        }
        assertThat(shadow.violationCount()).isEqualTo(1);
        assertThat(shadow.comparedCount()).isEqualTo(2);
        assertThat(shadow.violations()).singleElement().satisfies(found -> {
            assertThat(found.cache()).isEqualTo("bill");
            assertThat(found.missing()).contains("dependency");
        });
    }

    @Test
    void aWriteThatIsHeardOfAfterwards_isNoViolation() throws Throwable {
        read();
        source.set("new");
        AtomicReference<Integer> loads = new AtomicReference<>(0);
        instance.now.incrementAndGet();
        cache.<String>get(ReadFixture.KEY, () -> {
            if (loads.accumulateAndGet(1, Integer::sum) == 1) {
                instance.write();
                instance.poll();
            }
            return source.get();
        });
        await().until(() -> shadow.comparedCount() == 1);
        assertThat(shadow.violationCount()).isZero();
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void aKeyThatWasCompared_isComparedAgain() throws Throwable {
        read();
        await().until(() -> {
            try {
                return read().equals("old") && shadow.comparedCount() >= 3;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(shadow.violationCount()).isZero();
    }

    @Test
    void aLoaderThatFails_isCounted() throws Throwable {
        read();
        instance.now.incrementAndGet();
        cache.<String>get(ReadFixture.KEY, () -> {
            throw new IllegalStateException("no");
        });
        await().until(() -> shadow.failedCount() == 1);
        assertThat(shadow.violationCount()).isZero();
    }
}
