package io.freshet.warm;

import io.freshet.freshness.Ticker;
import io.freshet.remote.InProcessRemote;
import io.freshet.warm.WarmStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class WarmerTests {

    private static final List<Integer> KEYS = IntStream.range(0, 40).boxed().toList();

    private final AtomicBoolean keeps = new AtomicBoolean(true);
    private final InProcessRemote remote = new InProcessRemote();
    private final Warmer first = new Warmer(remote, "first", keeps::get, Ticker.system());
    private final Warmer second = new Warmer(remote, "second", keeps::get, Ticker.system());
    private final List<String> read = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private WarmJob job(String name, WarmJob.Read<Integer> besides) {
        return WarmJob.<Integer>of(name, () -> KEYS, key -> {
                    read.add(name + key);
                    return besides.read(key);
                })
                .withMostPerSecond(0);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static WarmStatus only(Warmer warmer) {
        return warmer.status().get(0);
    }

    private static void awaitDone(Warmer warmer) {
        await().until(() -> only(warmer).state() == State.DONE);
    }

    private static List<String> names(String job) {
        return KEYS.stream().map(key -> job + key).toList();
    }

    @Test
    void allKeysAreRead_inTheirOrder_whateverFails() {
        first.submit(job("a", key -> {
            if (key == 3) {
                throw new IllegalStateException("no such client");
            }
            return null;
        }));
        awaitDone(first);
        assertThat(read).isEqualTo(names("a"));
        assertThat(only(first))
                .isEqualTo(new WarmStatus(
                        "a", State.DONE, 40, 40, 1, 1, "java.lang.IllegalStateException: no such client"));
    }

    @Test
    void anErrorOfARead_leavesTheOtherKeysAndJobsTheirTurn() {
        first.submit(job("a", key -> {
            throw new StackOverflowError();
        }));
        awaitDone(first);
        first.submit(job("b", key -> null));
        await().until(() -> read.containsAll(names("b")));
    }

    /** The lease may begin between two looks: the one after the first job's must not let another job go first. */
    @Test
    void priority_holds_alsoForWhatMayBeKeptOnlyALittleLater() {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch submitted = new CountDownLatch(1);
        try (Warmer warmer = new Warmer(remote, "third", () -> looks.getAndIncrement() > 0, Ticker.system())) {
            warmer.submit(WarmJob.<Integer>of(
                            "high",
                            () -> {
                                awaitUninterruptibly(submitted);
                                return List.of(1);
                            },
                            key -> read.add("high"))
                    .withPriority(1));
            warmer.submit(WarmJob.<Integer>of("low", () -> List.of(1), key -> read.add("low")));
            submitted.countDown();
            await().until(() -> warmer.status().stream().allMatch(status -> status.state() == State.DONE));
        }
        assertThat(read).containsExactly("high", "low");
    }

    @Test
    void pausedJob_standsStill_keepsItsClaim_andGoesOnWhereItWas() {
        CountDownLatch atTen = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        WarmJob job = job("a", key -> {
            if (key == 10 && read.size() == 11) {
                atTen.countDown();
                paused.await();
            }
            return null;
        });
        first.submit(job);
        await().until(() -> atTen.getCount() == 0);
        assertThat(first.pause("a")).isTrue();
        assertThat(first.pause("a")).isFalse();
        assertThat(first.pause("b")).isFalse();
        paused.countDown();
        await().until(() -> only(first).done() == 11);
        assertThat(only(first).state()).isEqualTo(State.PAUSED);
        second.submit(job("a", key -> null));
        await().until(() -> only(second).state() == State.ELSEWHERE);
        await().pollDelay(Duration.ofMillis(100)).until(() -> read.size() == 11);
        first.submit(job);
        awaitDone(first);
        assertThat(read).isEqualTo(names("a"));
        assertThat(first.pause("a")).isFalse();
    }

    @Test
    void pausedJob_beginsAnew_ifThatIsOrdered() {
        CountDownLatch paused = new CountDownLatch(1);
        first.submit(job("a", key -> {
            if (read.size() == 5) {
                paused.await();
            }
            return null;
        }));
        await().until(() -> read.size() == 5);
        first.pause("a");
        paused.countDown();
        await().until(() -> only(first).done() == 5);
        first.submitAnew(job("a", key -> null));
        awaitDone(first);
        assertThat(read).hasSize(45).startsWith("a0", "a1", "a2", "a3", "a4", "a0");
    }

    @Test
    void whatWasDoneAMomentAgo_isNotDoneAgain_byWhomever_unlessItIsOrdered() {
        first.submit(job("a", key -> null));
        awaitDone(first);
        second.submit(job("a", key -> null));
        awaitDone(second);
        assertThat(read).hasSize(40);
        second.submitAnew(job("a", key -> null));
        await().until(() -> read.size() == 80);
        awaitDone(second);
    }

    @Test
    void whileNothingMayBeKept_nothingIsRead() {
        keeps.set(false);
        first.submit(job("a", key -> null));
        await().until(() -> only(first).total() == 40);
        assertThat(read).isEmpty();
        keeps.set(true);
        awaitDone(first);
        assertThat(read).hasSize(40);
    }

    @Test
    void otherKeys_areAnotherMatter() {
        first.submit(job("a", key -> null));
        awaitDone(first);
        second.submit(WarmJob.<String>of("a", () -> List.of("x", "y"), read::add));
        awaitDone(second);
        assertThat(read).endsWith("x", "y");
    }

    @Test
    void anotherInstance_goesOnWhereOneStopped() {
        CountDownLatch isThere = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        first.submit(job("a", key -> {
            if (key == 20) {
                isThere.countDown();
                mayGoOn.await();
            }
            return null;
        }));
        await().until(() -> isThere.getCount() == 0);
        second.submit(job("a", key -> null));
        await().until(() ->
                only(second).state() == State.ELSEWHERE && only(second).done() == 16);
        first.close();
        mayGoOn.countDown();
        awaitDone(second);
        assertThat(read).isEqualTo(names("a"));
    }

    @Test
    void theHigherPriorityGoesFirst_alsoBetweenTwoReadsOfAnother() {
        CountDownLatch isThere = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        first.submit(job("low", key -> {
            if (key == 1) {
                isThere.countDown();
                mayGoOn.await();
            }
            return null;
        }));
        await().until(() -> isThere.getCount() == 0);
        first.submit(job("high", key -> null).withPriority(5));
        mayGoOn.countDown();
        await().until(() -> first.status().stream().allMatch(status -> status.state() == State.DONE));
        assertThat(read.subList(0, 2)).containsExactly("low0", "low1");
        assertThat(read.subList(2, 42)).isEqualTo(names("high"));
    }

    @Test
    void keysThatCannotBeTold_endTheJob() {
        first.submit(WarmJob.of(
                "a",
                () -> {
                    throw new IllegalStateException("no database");
                },
                key -> null));
        await().until(() -> only(first).state() == State.FAILED);
        assertThat(only(first).lastFailure()).contains("no database");
    }

    @Test
    void aJob_isCheckedWhenItIsMade() {
        WarmJob job = job("a", key -> null);
        assertThatThrownBy(() -> job.withMostPerSecond(-1)).hasMessageContaining("'a' warms -1.0 keys a second");
        assertThatThrownBy(() -> WarmJob.of(" ", () -> KEYS, key -> null)).hasMessageContaining("needs a name");
    }
}
