package io.freshet.console.web;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Bytes, and the same compressed, which is done when it is asked for first. Thread-safe. The arrays are not to be written. */
final class Packed {

    /** Below this, compressing costs more than it saves. */
    private static final int WORTH_BYTES = 1_024;

    private final byte[] plain;
    private final int level;
    private byte @Nullable [] gzipped;

    private Packed(byte[] plain, int level) {
        this.plain = plain;
        this.level = level;
    }

    /** Of an answer: it is compressed fast rather than well, since it is sent once. */
    static Packed of(byte[] plain) {
        return new Packed(plain, Deflater.BEST_SPEED);
    }

    /** Of a file: it is sent often. */
    static Packed ofFile(byte[] plain) {
        return new Packed(plain, Deflater.BEST_COMPRESSION);
    }

    byte[] plain() {
        return plain;
    }

    boolean isWorthIt() {
        return plain.length >= WORTH_BYTES;
    }

    synchronized byte[] gzipped() {
        byte[] known = gzipped;
        if (known == null) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 4);
            try (OutputStream gzip = new Gzip(compressed, level)) {
                gzip.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            known = compressed.toByteArray();
            gzipped = known;
        }
        return known;
    }

    private static final class Gzip extends GZIPOutputStream {

        Gzip(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}
