package io.freshet.console;

import io.freshet.console.salon.RunningSalon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** As many can be told what happens as there are places: nobody keeps one who is not told. */
class StreamsITests {

    private static final int PLACES = 24;

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void whoAsksForTheHeadOfAStream_isRefused_andTakesNoPlace(String type) throws IOException {
        try (RunningSalon salon = RunningSalon.inDevelopment("--spring.main.web-application-type=" + type);
                Readers readers = new Readers(salon)) {
            for (int i = 0; i < PLACES; i++) {
                try (Socket socket = readers.ask("HEAD")) {
                    assertThat(status(socket)).isEqualTo("405");
                }
            }
            readers.fill();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void whoLeavesBeforeAnythingIsTold_takesNoPlace(String type) throws IOException {
        try (RunningSalon salon = RunningSalon.inDevelopment("--spring.main.web-application-type=" + type);
                Readers readers = new Readers(salon)) {
            for (int i = 0; i < 2 * PLACES; i++) {
                try (Socket socket = readers.ask("GET")) {
                    socket.setSoLinger(i % 2 == 0, 0);
                }
            }
            readers.fill();
        }
    }

    private static String status(Socket socket) throws IOException {
        String line =
                new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    /** Who is told something. */
    private record Readers(URI address, Deque<Socket> told) implements AutoCloseable {

        Readers(RunningSalon salon) {
            this(URI.create(salon.address()), new ArrayDeque<>());
        }

        Socket ask(String method) throws IOException {
            Socket socket = new Socket(address.getHost(), address.getPort());
            socket.getOutputStream()
                    .write((method + " /freshet/api/stream?topics=overview HTTP/1.1\r\nHost: " + address.getAuthority()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket;
        }

        /** Until every place is taken by somebody who is told something. */
        void fill() {
            await().until(() -> {
                Socket socket = ask("GET");
                if (status(socket).equals("200")) {
                    told.add(socket);
                } else {
                    socket.close();
                }
                return told.size() == PLACES;
            });
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : told) {
                socket.close();
            }
        }
    }
}
