package io.freshet.redis;

import io.freshet.remote.NotConnectedYetException;
import io.freshet.remote.RemoteException;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LinkTests {

    private final Link<String> link = new Link<>(
            Where.ofTheApplication(),
            () -> {
                throw new IllegalStateException("Connection refused");
            },
            () -> {},
            () -> {},
            Duration.ofMillis(250));

    private Throwable failure() {
        return link.<String, String>send("HEAD", redis -> redis.ping(), answer -> answer)
                .toCompletableFuture()
                .handle((answer, thrown) -> thrown)
                .join();
    }

    @Test
    void beforeTheFirstAttemptHasEnded_saysThatItIsNotConnectedYet_andAfterItWhyItFailed() {
        assertThat(failure())
                .isInstanceOf(NotConnectedYetException.class)
                .hasMessage("HEAD was not sent: Redis of the application's client is not connected yet");
        link.connect();
        assertThat(failure())
                .isExactlyInstanceOf(RemoteException.class)
                .hasMessage("HEAD was not sent: Redis of the application's client: Connection refused");
    }

    @Test
    void aFirstAttemptThatDoesNotEnd_isAFailureAfterAWhile() {
        assertThat(failure()).isInstanceOf(NotConnectedYetException.class);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(failure()).isExactlyInstanceOf(RemoteException.class));
        assertThat(failure()).hasMessageEndingWith(" is not connected yet");
    }
}
