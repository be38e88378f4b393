package io.freshet.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that sends back what it receives, and keeps it. */
final class EchoServer implements Closeable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    EchoServer() throws IOException {
        startThread(() -> {
            while (true) {
                Socket socket = door.accept();
                sockets.add(socket);
                startThread(() -> echo(socket));
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.US_ASCII);
        }
    }

    void resetAll() throws IOException {
        for (Socket socket : sockets) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void echo(Socket socket) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int count = socket.getInputStream().read(buffer);
                count >= 0;
                count = socket.getInputStream().read(buffer)) {
            synchronized (received) {
                received.write(buffer, 0, count);
            }
            socket.getOutputStream().write(buffer, 0, count);
        }
        socket.close();
    }

    private static void startThread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
