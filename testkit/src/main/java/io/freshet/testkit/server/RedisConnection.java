package io.freshet.testkit.server;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a Redis server, for commands of the tests themselves. A reply is a {@link String}, a {@link Long}, a
 * {@link List} of replies, or null.
 *
 * <p>Not thread-safe. Blocks for two seconds at most where no other limit is given.
 */
final class RedisConnection implements Closeable {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Socket socket = new Socket();
    private final Charset charset;
    private final InputStream in;

    private RedisConnection(int port, Charset charset, Duration limit) throws IOException {
        this.charset = charset;
        int millis = Math.toIntExact(limit.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
        socket.setSoTimeout(millis);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static RedisConnection to(int port) throws IOException {
        return to(port, LIMIT);
    }

    static RedisConnection to(int port, Duration limit) throws IOException {
        return new RedisConnection(port, StandardCharsets.UTF_8, limit);
    }

    /** Returns a connection where each character of a word or a reply is one byte, so that any key comes back as it was. */
    static RedisConnection ofBytesTo(int port) throws IOException {
        return new RedisConnection(port, StandardCharsets.ISO_8859_1, Duration.ofSeconds(10));
    }

    /**
     * Sends a command in one line, its words set apart by spaces, which the server takes apart.
     *
     * @throws ServerException if the reply is an error
     */
    @Nullable
    Object line(String command) throws IOException {
        return exchange((command + "\r\n").getBytes(charset));
    }

    /**
     * Sends a command as an array of words, which may contain anything.
     *
     * @throws ServerException if the reply is an error
     */
    @Nullable
    Object call(List<String> words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(charset);
            request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(bytes);
            request.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return exchange(request.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private @Nullable Object exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return reply();
    }

    private @Nullable Object reply() throws IOException {
        String first = readLine();
        String rest = first.substring(1);
        return switch (first.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            case '-' -> throw new ServerException(rest);
            default -> throw new IOException("Not a reply: " + first);
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The reply ended after " + bytes.length + " of " + length + " bytes");
        }
        readLine();
        return new String(bytes, charset);
    }

    private @Nullable List<@Nullable Object> array(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(reply());
        }
        return items;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed without a reply");
            }
            line.write(next);
        }
        in.read(); // the line feed
        return line.toString(charset);
    }
}
