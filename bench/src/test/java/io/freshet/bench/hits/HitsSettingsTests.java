package io.freshet.bench.hits;

import io.freshet.bench.hits.Readers.Sample;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HitsSettingsTests {

    @Test
    void whatCannotBeMeasured_isRefused() {
        assertThatThrownBy(() -> new HitsSettings(List.of(), Duration.ofSeconds(1)))
                .hasMessageContaining("at least one thread");
        assertThatThrownBy(() -> new HitsSettings(List.of(1, 0), Duration.ofSeconds(1)))
                .hasMessageContaining("[1, 0]");
        assertThatThrownBy(() -> new HitsSettings(List.of(1), Duration.ZERO)).hasMessageContaining("some time");
        assertThatThrownBy(() -> HitSystem.named("ehcache")).hasMessageContaining("caffeine, lettuce, spring-redis");
    }

    @Test
    void sample_sharesTimeAndBytesAmongTheReads() {
        Sample sample = new Sample(1_000, 24_000, 50_000, 1_000_000);
        assertThat(sample.processorNanosPerRead()).isEqualTo(50);
        assertThat(sample.perSecond()).isEqualTo(1_000_000);
        assertThat(sample.bytesPerRead()).isEqualTo(24);
    }
}
