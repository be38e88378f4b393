package io.freshet.redis;

import io.freshet.remote.EntryStore;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static io.freshet.redis.Bench.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisEntryStoreITests {

    private RealRedis redis;
    private Bench bench;
    private EntryStore entries;

    @BeforeEach
    void open() {
        redis = RealRedis.start();
        bench = Bench.on(redis.port(), "a");
        entries = bench.remote.entries();
    }

    @AfterEach
    void close() {
        bench.close();
        redis.close();
    }

    @Test
    void bytes_comeBackUntouched_underAPlainKeyWithTheirTime() {
        byte[] bytes = {0, -1, 13, 10, 127, -128};

        now(entries.put("7/user:ü", bytes, Duration.ofMinutes(1)));

        assertThat(now(entries.get("7/user:ü"))).isEqualTo(bytes);
        assertThat(redis.ask("STRLEN f:test:e:7/user:ü")).isEqualTo("6");
        assertThat(Long.parseLong(redis.ask("PTTL f:test:e:7/user:ü"))).isBetween(50_000L, 60_000L);
    }

    /** From one thread, so that all but the first commands' keys wait for their answers. */
    @Test
    void readsAtTheSameMoment_areGathered_andEachHasItsOwnAnswer() {
        for (int i = 0; i < 500; i += 2) {
            now(entries.put("k" + i, new byte[] {(byte) i, (byte) (i >> 8)}, Duration.ofMinutes(1)));
        }
        redis.ask("CONFIG RESETSTAT");
        List<CompletionStage<byte[]>> asked = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            asked.add(entries.get("k" + i));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(now(asked.get(i))).isEqualTo(i % 2 == 1 ? null : new byte[] {(byte) i, (byte) (i >> 8)});
        }
        assertThat(callsOf("get") + callsOf("mget")).isLessThan(250);
    }

    private long callsOf(String command) {
        return redis.ask("INFO commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    /** Many threads over some time: none is left waiting for a command that nobody sends. */
    @Test
    void readsOfManyThreads_areAllAnswered() throws Exception {
        for (int i = 0; i < 50; i++) {
            now(entries.put("k" + i, new byte[] {(byte) i}, Duration.ofMinutes(1)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int from = thread;
                running.add(threads.submit(() -> {
                    int right = 0;
                    for (int i = 0; i < 500; i++) {
                        int key = (from * 7 + i) % 50;
                        right += now(entries.get("k" + key))[0] == key ? 1 : 0;
                    }
                    return right;
                }));
            }
            for (Future<Integer> each : running) {
                assertThat(each.get()).isEqualTo(500);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readsWhileRedisIsAway_allFail_andAreAnsweredAgainAfterwards() {
        now(entries.put("k", new byte[] {1}, Duration.ofMinutes(1)));
        List<CompletionStage<byte[]>> asked = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            asked.add(entries.get("k"));
        }
        redis.kill();
        for (int i = 0; i < 300; i++) {
            asked.add(entries.get("k"));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> asked.stream()
                        .allMatch(stage -> stage.toCompletableFuture().isDone()));
        redis.restart();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !entries.get("k")
                        .toCompletableFuture()
                        .handle((bytes, failure) -> failure)
                        .thenApply(Optional::ofNullable)
                        .get()
                        .isPresent());
        assertThat(now(entries.get("k"))).isNull();
    }

    @Test
    void keyThatIsNotThere_isNull() {
        assertThat(now(entries.get("nothing"))).isNull();
    }

    @Test
    void remove_dropsTheBytes() {
        now(entries.put("k", new byte[] {1}, Duration.ofMinutes(1)));
        now(entries.remove("k"));

        assertThat(now(entries.get("k"))).isNull();
    }

    @Test
    void entryWhoseTimeIsOver_isNotStored() {
        now(entries.put("k", new byte[] {1}, Duration.ofMillis(-5)));

        assertThat(redis.ask("DBSIZE")).isEqualTo("0");
    }

    @Test
    void manyHits_costOneMgetAndNothingElse() {
        List<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> now(entries.put(key, new byte[] {1}, Duration.ofMinutes(1))));
        redis.ask("CONFIG RESETSTAT");

        now(entries.getAll(keys));

        String statistics = redis.ask("INFO commandstats");
        assertThat(statistics).contains("cmdstat_mget:calls=1,").doesNotContain("cmdstat_get:");
    }

    @Test
    void hit_costsOneGetAndNothingElse() {
        now(entries.put("k", new byte[] {1}, Duration.ofMinutes(1)));
        redis.ask("CONFIG RESETSTAT");

        now(entries.get("k"));

        assertThat(redis.ask("INFO commandstats").lines().filter(line -> line.startsWith("cmdstat_")))
                .filteredOn(line -> !line.startsWith("cmdstat_config"))
                .filteredOn(line -> !line.startsWith("cmdstat_ping")) // each connection sends one now and then
                .singleElement()
                .asString()
                .startsWith("cmdstat_get:calls=1,");
    }
}
