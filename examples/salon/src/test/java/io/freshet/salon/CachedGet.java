package io.freshet.salon;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A GET that is answered from a cache, as one user sees it. */
record CachedGet(SalonClient client, String path) {

    /** Asks until the cache answers: what is read for the first time is kept once its table has its triggers. */
    CachedGet primed() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(client.get(path).header("X-Cache")).startsWith("hit"));
        return this;
    }

    /** Does something that must leave the cached answer alone, and be right to. */
    CachedGet keptBy(Runnable write) {
        primed();
        write.run();
        var answer = client.get(path);
        assertThat(answer.header("X-Cache")).as(path).startsWith("hit");
        assertThat(answer.body()).isEqualTo(client.getFromSource(path).body());
        return this;
    }

    /** Does something after which the answer must be another one, at once. */
    CachedGet renewedBy(Runnable write) {
        var before = primed().client.get(path);
        write.run();
        var answer = client.get(path);
        assertThat(answer.header("X-Cache")).as(path).isEqualTo("miss");
        assertThat(answer.header("ETag")).isNotEmpty().isNotEqualTo(before.header("ETag"));
        assertThat(answer.body()).isEqualTo(client.getFromSource(path).body());
        return this;
    }
}
