package io.freshet.salon.day.load;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ZipfTests {

    @Test
    void firstIsPickedKTimesAsOftenAsTheKth() {
        int[] picked = new int[25];
        Zipf zipf = Zipf.of(25);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000_000; i++) {
            picked[zipf.pick(random)]++;
        }
        assertThat((double) picked[0] / picked[1]).isCloseTo(2, within(0.05));
        assertThat((double) picked[0] / picked[24]).isCloseTo(25, within(1.0));
    }

    @Test
    void oneThing_isAlwaysPicked() {
        assertThat(Zipf.of(1).pick(new SplittableRandom(1))).isZero();
    }

    @Test
    void nothing_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Zipf.of(0));
    }
}
