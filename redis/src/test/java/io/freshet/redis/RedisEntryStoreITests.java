package io.freshet.redis;

import io.freshet.remote.EntryStore;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static io.freshet.redis.Bench.now;
import static org.assertj.core.api.Assertions.assertThat;

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
                .noneMatch(line -> !line.startsWith("cmdstat_get:calls=1,") && !line.startsWith("cmdstat_config"));
    }
}
