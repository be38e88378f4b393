package io.freshet.redis.pack;

import io.freshet.remote.Codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What another codec writes, compressed with the JDK's Deflate where that is worth it. Immutable.
 *
 * <pre>
 * byte   0                     the value as it is: the rest
 * byte   1                     compressed
 * int    bytes of the value    before it was compressed
 *        the rest              raw Deflate (RFC 1951)
 * </pre>
 */
final class PackedCodec implements Codec<Object> {

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final int HEADER = 1 + Integer.BYTES;
    /** More than a Redis string can hold, so no value was ever this large. */
    private static final int MOST_BYTES = 512 << 20;
    /** Deflate makes nothing smaller than a thousandth: what claims to be is not ours. */
    private static final int MOST_TIMES_SMALLER = 1_032;

    private static final int FORM = 0x7ac4_0001;

    private final Codec<Object> codec;
    private final int compressAboveBytes;
    private final int largestBytes;

    PackedCodec(Codec<Object> codec, int compressAboveBytes, int largestBytes) {
        this.codec = codec;
        this.compressAboveBytes = compressAboveBytes;
        this.largestBytes = largestBytes;
    }

    @Override
    public boolean writes(Object value) {
        return codec.writes(value);
    }

    @Override
    public byte[] encode(Object value) {
        byte[] plain = codec.encode(value);
        if (plain.length > compressAboveBytes) {
            byte[] deflated = deflated(plain);
            if (deflated.length < plain.length) {
                return deflated;
            }
        }
        byte[] marked = new byte[plain.length + 1];
        marked[0] = PLAIN;
        System.arraycopy(plain, 0, marked, 1, plain.length);
        return marked;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] out = new byte[HEADER + plain.length];
            ByteBuffer.wrap(out).put(DEFLATED).putInt(plain.length);
            int length = deflater.deflate(out, HEADER, out.length - HEADER);
            return deflater.finished() ? Arrays.copyOf(out, HEADER + length) : plain;
        } finally {
            deflater.end();
        }
    }

    @Override
    public Object decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("No bytes, not even the one that says how the value is packed");
        }
        return switch (bytes[0]) {
            case PLAIN -> codec.decode(Arrays.copyOfRange(bytes, 1, bytes.length));
            case DEFLATED -> codec.decode(inflated(bytes));
            default -> throw new IllegalArgumentException("A value packed in the unknown way " + bytes[0]);
        };
    }

    private static byte[] inflated(byte[] bytes) {
        int length = bytes.length < HEADER
                ? -1
                : ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        if (length < 0 || length > MOST_BYTES || length > (long) bytes.length * MOST_TIMES_SMALLER) {
            throw new IllegalArgumentException(
                    "A compressed value of " + bytes.length + " bytes cannot have " + length + " bytes");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, HEADER, bytes.length - HEADER);
            byte[] plain = new byte[length];
            if (inflater.inflate(plain) != length || !ended(inflater)) {
                throw new IllegalArgumentException("A compressed value is not of the length that it says");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("A compressed value cannot be read", e);
        } finally {
            inflater.end();
        }
    }

    private static boolean ended(Inflater inflater) throws DataFormatException {
        return inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
    }

    @Override
    public int fingerprint() {
        return 31 * codec.fingerprint() + FORM;
    }

    @Override
    public int largestBytes() {
        return largestBytes;
    }
}
