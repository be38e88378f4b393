package io.freshet.redis;

import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.tag.Tag;
import io.freshet.testkit.server.RealRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import static io.freshet.redis.Bench.failure;
import static io.freshet.redis.Bench.now;
import static io.freshet.redis.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Redis comes and goes under one object. */
class OutageITests {

    private RealRedis redis;

    @BeforeEach
    void startRedis() {
        redis = RealRedis.start();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void remoteThatBeganWithoutRedis_failsAtOnceAndSaysWhereAndWhy_andWorksWhenRedisComes() {
        redis.stop();
        try (Bench bench = Bench.begun(redis.port(), "a")) {
            soon().untilAsserted(() -> assertThatExceptionOfType(RemoteException.class)
                    .isThrownBy(bench::head)
                    .withMessageContainingAll("HEAD", "127.0.0.1:" + redis.port(), "Connection refused"));
            assertFailsAtOnce(() -> bench.remote.entries().get("k"));

            redis.restart();
            bench.awaitConnected();
            bench.start(1);
            assertThat(bench.poll().certified()).isTrue();
        }
    }

    @Test
    void commandsWhileRedisIsStopped_areRejectedAtOnce_andNoneIsSentLater() {
        try (Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(1);
            redis.stop();
            soon().until(() -> failure(bench.sequencer().head()).contains("disconnected"));

            assertFailsAtOnce(() -> bench.sequencer().head());
            assertFailsAtOnce(() -> bench.sequencer().recover(9, true));
            assertFailsAtOnce(() -> bench.remote.entries().put("k", new byte[1], Duration.ofMinutes(1)));

            redis.restart();
            soon().ignoreExceptions().until(() -> bench.head().lineage() == 0);
            assertThat(redis.ask("DBSIZE")).isEqualTo("0");
            bench.start(2);
            assertThat(bench.bump("x").seq()).isPositive();
        }
    }

    @Test
    void commandsOnTheirWayWhenRedisDies_fail() {
        try (Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(1);
            redis.pause();
            CompletableFuture<?> sent = bench.sequencer().recover(9, true).toCompletableFuture();
            redis.kill();

            soon().until(sent::isCompletedExceptionally);
            redis.restart();
            soon().ignoreExceptions().until(() -> bench.head() != null);
            assertThat(bench.head().lineage()).isZero();
        }
    }

    @Test
    void commandsToAPausedRedis_runOutOfTime() {
        Duration brief = Duration.ofMillis(300); // long before a connection counts as silent
        try (Bench bench = Bench.of(Bench.settings(1).uri(redis.uri()).commandTimeout(brief))) {
            redis.pause();

            assertThat(failure(bench.sequencer().head())).contains("timed out");

            redis.resume();
            soon().ignoreExceptions().until(() -> bench.head().lineage() == 0);
        }
    }

    @Test
    void connectionThatFellSilent_isGivenUp_andMadeAnewWhenRedisAnswersAgain() {
        try (Bench bench = Bench.on(redis.port(), "a")) {
            redis.pause();
            soon().until(() -> failure(bench.sequencer().head()).contains("was not sent"));
            assertFailsAtOnce(() -> bench.sequencer().head());

            redis.resume();
            soon().ignoreExceptions().until(() -> bench.head().lineage() == 0);
        }
    }

    @Test
    void nudges_arrive_andAgainAfterARestart() {
        List<Nudge> heard = new CopyOnWriteArrayList<>();
        try (Bench writer = Bench.on(redis.port(), "a");
                Bench reader = Bench.on(redis.port(), "b")) {
            reader.sequencer().onNudge(heard::add);
            writer.start(1);
            long seq = writer.bump("x", "y").seq();
            soon().until(() -> heard.size() == 1);
            assertThat(heard.get(0).seq()).isEqualTo(seq);
            assertThat(heard.get(0).tags()).containsExactly(Tag.hashOf("x"), Tag.hashOf("y"));

            redis.restart();
            heard.clear();
            soon().ignoreExceptions().until(() -> {
                writer.start(writer.head().lineage() + 1);
                return true;
            });
            soon().ignoreExceptions().until(() -> {
                writer.bump("z");
                return !heard.isEmpty();
            });
            assertThat(heard.get(0).tags()).containsExactly(Tag.hashOf("z"));
        }
    }

    @Test
    void close_twice_leavesNoThreads() {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        Bench bench = Bench.on(redis.port(), "a");
        assertThat(ownThreads(before)).isNotEmpty();

        bench.close();
        bench.close();

        soon().untilAsserted(() -> assertThat(ownThreads(before)).isEmpty());
        assertThatExceptionOfType(RemoteException.class).isThrownBy(bench::head);
    }

    @Test
    void close_whileRedisIsAway_leavesNoThreads() {
        redis.stop();
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        Bench bench = Bench.begun(redis.port(), "a");

        bench.close();

        soon().untilAsserted(() -> assertThat(ownThreads(before)).isEmpty());
    }

    @Test
    void clientOfTheApplication_isUsedAndLeftOpen() {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(Duration.ofSeconds(1)))
                .build());
        try {
            RedisRemote remote = RedisRemote.builder()
                    .client(client, false)
                    .namespace(Bench.NAMESPACE)
                    .build();
            soon().until(remote::isConnected);
            assertThat(now(remote.partitions().get(0).head()).lineage()).isZero();
            remote.close();

            assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        } finally {
            client.shutdown();
        }
    }

    private static List<String> ownThreads(List<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.startsWith("lettuce") || name.startsWith("freshet-redis"))
                .toList();
    }

    /** The quickest of some attempts counts: a machine that is held up is so now and then, what waits for Redis waits each time. */
    private static void assertFailsAtOnce(Supplier<CompletionStage<?>> call) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 10 && quickest >= 50; i++) {
            long start = System.nanoTime();
            assertThat(failure(call.get())).isNotEmpty();
            quickest = Math.min(
                    quickest, Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
        assertThat(quickest).isLessThan(50);
    }
}
