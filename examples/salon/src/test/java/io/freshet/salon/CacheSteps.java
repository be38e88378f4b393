package io.freshet.salon;

import java.time.Duration;
import java.util.Collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What tests expect of cached reads before and after a write. */
final class CacheSteps {

    private CacheSteps() {}

    /** Reads until the answers come from a cache; the first reads of a table may be answered and not kept. */
    static void prime(SalonClient client, Collection<String> paths) {
        for (var path : paths) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertCached(client, path));
        }
    }

    /** The write is seen by the next read of each path. */
    static void assertRefreshed(SalonClient client, Collection<String> paths, Runnable write) {
        prime(client, paths);
        write.run();
        for (var path : paths) {
            var answer = client.get(path);
            assertThat(answer.header("X-Cache")).as(path).isEqualTo("miss");
            assertThat(answer.body())
                    .as(path)
                    .isEqualTo(client.getFromSource(path).body());
        }
    }

    /** The write forgets none of the paths, and need not: the source says what the cache does. */
    static void assertUntouched(SalonClient client, Collection<String> paths, Runnable write) {
        prime(client, paths);
        write.run();
        for (var path : paths) {
            assertCached(client, path);
            assertThat(client.get(path).body())
                    .as(path)
                    .isEqualTo(client.getFromSource(path).body());
        }
    }

    private static void assertCached(SalonClient client, String path) {
        var answer = client.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.header("X-Cache")).as(path).startsWith("hit");
    }
}
