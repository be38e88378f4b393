package io.freshet.console;

import io.freshet.console.salon.RunningSalon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Who stops an application need not wait for those who look at its console. */
class EndITests {

    /** Shorter than a server waits for what it is answering, 30 s. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void application_endsWhileSomebodyLooks(String type) throws IOException {
        RunningSalon salon = RunningSalon.inDevelopment("--spring.main.web-application-type=" + type);
        URI address = URI.create(salon.address());
        try (Socket reader = new Socket(address.getHost(), address.getPort())) {
            reader.getOutputStream()
                    .write(
                            ("GET /freshet/api/stream?topics=invalidations HTTP/1.1\r\nAccept: text/event-stream\r\nHost: "
                                            + address.getAuthority() + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.getInputStream().readNBytes(12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("HTTP/1.1 200");
            long began = System.nanoTime();
            salon.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        }
    }
}
