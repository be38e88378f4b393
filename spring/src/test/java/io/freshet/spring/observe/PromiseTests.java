package io.freshet.spring.observe;

import io.freshet.FreshetStatus;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PromiseTests {

    private static final Duration BOUND = Duration.ofSeconds(1);

    @Test
    void withoutALease_loadersAnswer_soNothingIsStale() {
        assertThat(promise(false, false, 0, 5_000)).isZero();
    }

    @Test
    void withALease_itIsTheAgeOfWhatIsProven() {
        assertThat(promise(true, false, 880, 120)).isEqualTo(Duration.ofMillis(120));
    }

    @Test
    void onTheOutbox_itIsTheAgeOfTheLastLook_howeverOldTheCertificates() {
        assertThat(promise(true, true, 150, 60_000)).isEqualTo(Duration.ofMillis(50));
        assertThat(promise(true, true, 150, -1)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void onBoth_whatReachesFurtherCounts() {
        assertThat(promise(true, true, 400, 600)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void itIsNeverMoreThanTheBound_norLessThanNothing() {
        assertThat(promise(true, false, 1, 1_002)).isEqualTo(BOUND);
        assertThat(promise(true, true, 205, 60_000)).isZero();
    }

    private static Duration promise(boolean lease, boolean direct, long leftMillis, long behindMillis) {
        return Promise.of(new FreshetStatus(
                "a",
                "",
                "",
                lease,
                Duration.ofMillis(leftMillis),
                BOUND,
                Duration.ofMillis(behindMillis),
                true,
                direct,
                1,
                1,
                true,
                0,
                0,
                0,
                0,
                null,
                List.of()));
    }
}
