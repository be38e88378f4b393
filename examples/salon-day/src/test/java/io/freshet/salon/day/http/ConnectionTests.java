package io.freshet.salon.day.http;

import io.freshet.salon.day.http.Answer.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ConnectionTests {
    private static final byte[] REQUEST = Request.get("/").bytes();

    private final CannedServer server = new CannedServer(CannedServer.ok("{\"bills\":7}"));
    private final Connection connection = new Connection(server.address(), Duration.ofSeconds(5));
    private final Answer answer = new Answer();

    @AfterEach
    void close() throws IOException {
        connection.close();
        server.close();
    }

    @Test
    void answerOfStatedLength_isReadWithTheHeadersOfTheSalon() throws IOException {
        connection.exchange(REQUEST, answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"bills\":7}");
        assertThat(answer.origin()).isEqualTo(Origin.HIT);
        assertThat(answer.queries()).isZero();
        assertThat(answer.serverMicros()).isEqualTo(12);
        assertThat(answer.settingsRevision()).isEqualTo(7);
        assertThat(answer.settingsOrigin()).isEqualTo(Answer.Origin.HIT);
    }

    @Test
    void chunks_areJoined() throws IOException {
        String large = "x".repeat(200_000);
        server.answer("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n"
                + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n");
        for (int i = 0; i < 3; i++) {
            connection.exchange(REQUEST, answer);
            assertThat(answer.isOk()).isTrue();
            assertThat(answer.body()).isEqualTo("abcd" + large);
            assertThat(answer.origin()).isEqualTo(Origin.NONE);
            assertThat(answer.hasQueries()).isFalse();
            assertThat(answer.hasServerMicros()).isFalse();
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void noContent_hasNoBody() throws IOException {
        server.answer("HTTP/1.1 204 \r\n\r\n");
        connection.exchange(REQUEST, answer);
        assertThat(answer.isOk()).isTrue();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void serverClosesAfterTheAnswer_nextRequestConnectsAgain() throws IOException {
        server.answer("HTTP/1.1 200 \r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        connection.exchange(REQUEST, answer);
        connection.exchange(REQUEST, answer);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionLost_mayHaveBeenReceived() {
        server.answer("");
        assertThatIOException().isThrownBy(() -> connection.exchange(REQUEST, answer));
        assertThat(connection.mayHaveBeenReceived()).isTrue();
    }

    @Test
    void nobodyListens_wasNotReceived() throws IOException {
        server.close();
        assertThatIOException().isThrownBy(() -> connection.exchange(REQUEST, answer));
        assertThat(connection.mayHaveBeenReceived()).isFalse();
    }
}
