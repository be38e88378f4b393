package io.freshet.salon;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A cached read over HTTP: filled before a write, and looked at after it. */
record CachedPath(SalonClient client, String path) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The write changes nothing that this read says, and leaves its entry alone. */
    void isKeptAfter(Runnable write) {
        fill();
        write.run();
        assertThat(cached("hit-.*")).isEqualTo(source());
    }

    /** The next read after the write knows of it. */
    void isLoadedAfter(Runnable write) {
        fill();
        write.run();
        assertThat(cached("miss")).isEqualTo(source());
    }

    /** Reads until the answer comes from a cache: what is read for the first time is not kept at once. */
    private void fill() {
        await().atMost(PATIENCE).until(() -> client.get(path).header("X-Cache").startsWith("hit-"));
    }

    private Object cached(String how) {
        var answer = client.get(path);
        assertThat(answer.header("X-Cache")).as("X-Cache of " + path).matches(how);
        assertThat(answer.header("ETag")).isNotEmpty();
        return answer.body();
    }

    private Object source() {
        return client.getFromSource(path).body();
    }
}
