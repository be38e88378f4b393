package io.freshet.read;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class LoadPaceTests {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LoadPace pace = new LoadPace();

    @Test
    void unknown_isNotQuick() {
        assertThat(pace.isQuickFor(0)).isFalse();
        pace.took(MILLI);
        assertThat(pace.isQuickFor(-1)).as("a fleet of unknown size").isFalse();
    }

    @Test
    void quick_isWhatAllInstancesTogetherLoadInFourMilliseconds() {
        pace.took(MILLI);
        assertThat(pace.isQuickFor(0)).isTrue();
        assertThat(pace.isQuickFor(3)).isTrue();
        assertThat(pace.isQuickFor(4)).isFalse();
        assertThat(pace.isQuickFor(Integer.MAX_VALUE)).isFalse();
    }

    @Test
    void oneSlowLoad_isRemembered_forSomeTwentyQuickOnes() {
        pace.took(MILLI / 2);
        pace.took(100 * MILLI);
        assertThat(pace.isQuickFor(0)).isFalse();
        int quick = 0;
        while (!pace.isQuickFor(0)) {
            pace.took(MILLI / 2);
            quick++;
        }
        assertThat(quick).isBetween(5, 40);
    }
}
