package io.freshet.salon.day.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request on a kept connection with the same bytes; an empty answer closes the connection instead. */
public final class CannedServer implements AutoCloseable {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread acceptor;
    private volatile byte[] answer;

    public CannedServer(String answer) {
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = daemon(this::accept);
    }

    /** An answer of a salon to a cached read. */
    public static String ok(String json) {
        return "HTTP/1.1 200 \r\nX-Cache: hit-l1\r\nX-Queries: 0\r\nServer-Timing: app;dur=0.012\r\n"
                + "X-Settings: revision=7; cache=hit-l2\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + json.length() + "\r\n\r\n" + json;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    public int connections() {
        return connections.get();
    }

    public void answer(String text) {
        answer = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join(); // until then the kernel may still accept for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        try (socket) {
            int matched = 0;
            for (int count = socket.getInputStream().read(buffer);
                    count > 0;
                    count = socket.getInputStream().read(buffer)) {
                for (int i = 0; i < count; i++) {
                    matched = buffer[i] == END_OF_HEAD[matched] ? matched + 1 : buffer[i] == '\r' ? 1 : 0;
                    if (matched == END_OF_HEAD.length) {
                        matched = 0;
                        if (answer.length == 0) {
                            return;
                        }
                        socket.getOutputStream().write(answer);
                    }
                }
            }
        } catch (IOException gone) {
            // The client has closed the connection.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "canned-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
