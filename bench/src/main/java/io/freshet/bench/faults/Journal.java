package io.freshet.bench.faults;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one instance did, in a file that survives its death: records of {@value #BYTES} bytes. All instants are {@link System#nanoTime()},
 * one clock for all processes of a machine. Thread-safe.
 *
 * <pre>
 * byte  kind      0 a read, 1 a commit that returned, 2 a write whose caller went on
 * byte  flags     of a read: 1 of the strict cache, 2 answered without the loader
 * int   key
 * long  version   read or written
 * long  at        when the read began, the commit returned, the caller went on
 * </pre>
 */
final class Journal implements AutoCloseable {

    static final int BYTES = 22;
    static final byte READ = 0;
    static final byte COMMIT = 1;
    static final byte ACK = 2;
    static final byte STRICT = 1;
    static final byte CACHED = 2;

    private static final int READS_BETWEEN_FLUSHES = 64;

    private final DataOutputStream out;
    private int unflushed;

    Journal(Path file) {
        try {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BYTES * 256));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal " + file, e);
        }
    }

    void read(int key, long version, long start, boolean strict, boolean cached) {
        write(READ, (byte) ((strict ? STRICT : 0) | (cached ? CACHED : 0)), key, version, start);
    }

    void committed(int key, long version, long at) {
        write(COMMIT, (byte) 0, key, version, at);
    }

    void acknowledged(int key, long version, long at) {
        write(ACK, (byte) 0, key, version, at);
    }

    private synchronized void write(byte kind, byte flags, int key, long version, long at) {
        try {
            out.writeByte(kind);
            out.writeByte(flags);
            out.writeInt(key);
            out.writeLong(version);
            out.writeLong(at);
            if (kind != READ || ++unflushed >= READS_BETWEEN_FLUSHES) {
                flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal", e);
        }
    }

    synchronized void flush() {
        try {
            out.flush();
            unflushed = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
