package io.freshet.testkit;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StalenessCheckerTests {
    private final StalenessChecker checker = StalenessChecker.of(2);
    private final StalenessChecker.Reader reader = checker.reader();
    private final long t = System.nanoTime();

    @Test
    void read_oldVersionStartedAfterTheAck_isStaleByTheTimeSinceTheAck() {
        write(0, 1, t + 100);
        assertThat(reader.read(0, 0, t + 130)).isEqualTo(30);
        assertThat(checker.summary()).isEqualTo(new StalenessChecker.Summary(1, 1, 30));
    }

    @Test
    void read_oldVersionStartedBeforeOrAtTheAck_isFresh() {
        write(0, 1, t + 100);
        assertThat(reader.read(0, 0, t + 99)).isZero();
        assertThat(reader.read(0, 0, t + 100)).isZero();
    }

    @Test
    void read_writeBegunButNotAcked_bothVersionsAreFresh() {
        checker.begin(0, 1);
        assertThat(reader.read(0, 0, t + 1_000_000)).isZero();
        assertThat(reader.read(0, 1, t)).isZero();
    }

    @Test
    void read_newestVersion_isFreshForEver() {
        write(0, 1, t + 100);
        assertThat(reader.read(0, 1, t + 1_000_000_000)).isZero();
    }

    @Test
    void read_severalVersionsBehind_countsFromTheFirstThatSupersededIt() {
        write(0, 1, t + 100);
        write(0, 2, t + 200);
        write(0, 3, t + 300);
        assertThat(reader.read(0, 0, t + 350)).isEqualTo(250);
        assertThat(reader.read(0, 1, t + 350)).isEqualTo(150);
        assertThat(reader.read(0, 2, t + 350)).isEqualTo(50);
    }

    @Test
    void read_newerVersionAckedBeforeAnOlderOne_countsFromTheEarliest() {
        checker.begin(0, 1);
        checker.begin(0, 2);
        checker.acked(0, 2, t + 100);
        assertThat(reader.read(0, 0, t + 150)).isEqualTo(50);
        assertThat(reader.read(0, 1, t + 150)).isEqualTo(50);
        checker.acked(0, 1, t + 400);
        assertThat(reader.read(0, 0, t + 500)).isEqualTo(400);
        assertThat(reader.read(0, 1, t + 500)).isEqualTo(400);
    }

    @Test
    void read_acksRecordedInTheWrongOrder_theEarlierTimeWins() {
        checker.begin(0, 1);
        checker.begin(0, 2);
        checker.acked(0, 2, t + 400);
        checker.acked(0, 1, t + 100);
        assertThat(reader.read(0, 0, t + 500)).isEqualTo(400);
        assertThat(reader.read(0, 1, t + 500)).isEqualTo(100);
    }

    @Test
    void read_otherKey_isUntouched() {
        write(0, 1, t + 100);
        assertThat(reader.read(1, 0, t + 1_000)).isZero();
    }

    @Test
    void read_moreVersionsThanTheFirstTableHolds_allAreJudged() {
        for (int version = 1; version <= 1_000; version++) {
            write(0, version, t + version);
        }
        for (int version = 0; version < 1_000; version++) {
            assertThat(reader.read(0, version, t + 2_000)).isEqualTo(2_000 - (version + 1));
        }
    }

    @Test
    void read_versionNobodyWrote_throws() {
        assertThatThrownBy(() -> reader.read(0, 1, t))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Version 1 of key 0");
        assertThatThrownBy(() -> checker.acked(0, 1, t)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void summary_addsUpAllReaders_andResetForgets() {
        write(0, 1, t + 100);
        reader.read(0, 0, t + 150);
        StalenessChecker.Reader other = checker.reader();
        other.read(0, 0, t + 190);
        other.read(0, 1, t + 190);
        assertThat(checker.summary()).isEqualTo(new StalenessChecker.Summary(3, 2, 90));
        assertThat(checker.summary().stalePerMillion()).isBetween(666_666.0, 666_667.0);
        other.reset();
        assertThat(checker.summary()).isEqualTo(new StalenessChecker.Summary(1, 1, 50));
    }

    @Test
    void read_linearizableRegisterUnderLoad_neverStale() throws InterruptedException {
        AtomicLong register = new AtomicLong();
        AtomicBoolean running = new AtomicBoolean(true);
        Thread writer = writer(register, running);
        awaitWrites(register);
        for (int i = 0; i < 300_000; i++) {
            long start = System.nanoTime();
            assertThat(reader.read(0, register.get(), start)).isZero();
        }
        end(writer, running);
        assertThat(register.get()).isPositive();
    }

    @Test
    void read_cacheThatForgetsToInvalidate_isCaughtUnderLoad() throws InterruptedException {
        AtomicLong register = new AtomicLong();
        AtomicBoolean running = new AtomicBoolean(true);
        Thread writer = writer(register, running);
        awaitWrites(register);
        long cached = 0;
        for (int i = 1; i < 300_000; i++) {
            long start = System.nanoTime();
            cached = i % 1_000 == 0 ? register.get() : cached;
            reader.read(0, cached, start);
        }
        end(writer, running);
        assertThat(checker.summary().staleReads()).isPositive();
        assertThat(checker.summary().longestStaleness()).isPositive();
    }

    private void write(int key, long version, long ackNanos) {
        checker.begin(key, version);
        checker.acked(key, version, ackNanos);
    }

    private Thread writer(AtomicLong register, AtomicBoolean running) {
        Thread writer = new Thread(() -> {
            for (long version = 1; running.get() && version < 1_000_000; version++) {
                checker.begin(0, version);
                register.set(version);
                checker.acked(0, version, System.nanoTime());
            }
        });
        writer.start();
        return writer;
    }

    /** When the second version is written, the first is acknowledged. */
    private static void awaitWrites(AtomicLong register) {
        while (register.get() < 2) {
            Thread.onSpinWait();
        }
    }

    private static void end(Thread writer, AtomicBoolean running) throws InterruptedException {
        running.set(false);
        writer.join();
    }
}
