package io.freshet.salon.day.http;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A kept HTTP/1.1 connection, opened when it is first used and again after a failure. It blocks, and takes a few microseconds of CPU for
 * each exchange: the load shares its machine with the servers. Not thread-safe.
 */
public final class Connection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final InetSocketAddress address;
    private final int answerMillis;
    private @Nullable Socket socket;
    private boolean sent;

    /**
     * Makes a connection that is not open yet.
     *
     * @param patience how long to wait for more of an answer
     */
    public Connection(InetSocketAddress address, Duration patience) {
        this.address = address;
        this.answerMillis = Math.toIntExact(patience.toMillis());
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws IOException if there was none; {@link #mayHaveBeenReceived()} says whether the server may have acted on the request
     */
    public void exchange(byte[] request, Answer answer) throws IOException {
        sent = false;
        try {
            Socket open = open();
            sent = true;
            OutputStream out = open.getOutputStream();
            out.write(request);
            new AnswerReader(open.getInputStream(), answer).read();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        if (answer.closes) {
            close();
        }
    }

    /** Whether any byte of the latest request may have reached the server. */
    public boolean mayHaveBeenReceived() {
        return sent;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException closedAnyway) {
                // Nothing is left to be done with it.
            }
        }
    }

    private Socket open() throws IOException {
        if (socket == null) {
            Socket fresh = new Socket();
            try {
                fresh.setTcpNoDelay(true);
                fresh.setSoTimeout(answerMillis);
                fresh.connect(address, CONNECT_MILLIS);
            } catch (IOException e) {
                fresh.close();
                throw e;
            }
            socket = fresh;
        }
        return socket;
    }

    static int more(InputStream in, byte[] buffer, int at) throws IOException {
        int count = in.read(buffer, at, buffer.length - at);
        if (count < 0) {
            throw new EOFException("The server closed the connection");
        }
        return at + count;
    }
}
