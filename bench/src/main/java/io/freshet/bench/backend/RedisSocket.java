package io.freshet.bench.backend;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One raw connection to Redis, which no client library slows down, shares or repairs. Blocks without a limit. Not
 * thread-safe.
 *
 * <p>It understands replies that are one line or one string: a status, a number, a value.
 */
public final class RedisSocket implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static RedisSocket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new RedisSocket(socket);
    }

    /** Returns a command as it goes over the wire; several may be joined and sent at once. */
    public static byte[] command(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii("*" + words.length + "\r\n"));
        for (String word : words) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ascii("$" + text.length + "\r\n"));
            bytes.writeBytes(text);
            bytes.writeBytes(ascii("\r\n"));
        }
        return bytes.toByteArray();
    }

    public void send(byte[] commands) throws IOException {
        out.write(commands);
    }

    /**
     * Waits for one reply.
     *
     * @return without its type mark; empty for a nil
     * @throws IOException if it is an error, or the connection is closed
     */
    public String reply() throws IOException {
        String line = line();
        return switch (line.charAt(0)) {
            case '-' -> throw new IOException("Redis answered " + line);
            case '$' -> bulk(Integer.parseInt(line.substring(1)));
            default -> line.substring(1);
        };
    }

    /** Sends a command and waits for its reply. */
    public String ask(String... words) throws IOException {
        send(command(words));
        return reply();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = byteOrEnd(); next != '\n'; next = byteOrEnd()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int byteOrEnd() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("Redis has closed the connection");
        }
        return next;
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] text = in.readNBytes(length);
        line();
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
