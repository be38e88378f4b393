package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An entry as it lies in L2: a header, then the value as its codec wrote it.
 *
 * <pre>
 * byte   format            2
 * byte   flags             1 = the value is null
 * int    fingerprint       of the codec and the type
 * long   created           milliseconds since 1970, by the clock of who loaded it: for its age only, never for validity
 * int    time to live      milliseconds
 * short  partitions        of the shared tier
 * short  stamps            how many follow
 * short  partition         }
 * long   stamp             } as often as said
 * short  number of tags    those that do not follow from the key
 * long   tag               as often as said
 * byte   value             the rest
 * </pre>
 *
 * @param fingerprint of the codec and the type
 * @param createdMillis when it was loaded
 * @param timeToLiveMillis how long it may be served
 * @param stamps for each partition the sequence number known before the load began; {@link #UNUSED} where the entry has no tag
 * @param tags hashes of the tags that do not follow from the key
 * @param value the value's bytes, or null for a null value
 */
public record Envelope(
        int fingerprint,
        long createdMillis,
        int timeToLiveMillis,
        long[] stamps,
        long[] tags,
        byte @Nullable [] value) {

    /** The stamp of a partition that the entry has no tag in. */
    public static final long UNUSED = -1;

    private static final byte FORMAT = 2;
    private static final byte NULL_VALUE = 1;
    private static final int FIXED = 2 + Integer.BYTES + Long.BYTES + Integer.BYTES + 3 * Short.BYTES;
    private static final int STAMP = Short.BYTES + Long.BYTES;

    /** The bytes. */
    public byte[] toBytes() {
        int valueLength = value == null ? 0 : value.length;
        int used = (int) Arrays.stream(stamps).filter(stamp -> stamp != UNUSED).count();
        ByteBuffer out = ByteBuffer.allocate(FIXED + used * STAMP + tags.length * Long.BYTES + valueLength);
        out.put(FORMAT).put(value == null ? NULL_VALUE : 0);
        out.putInt(fingerprint).putLong(createdMillis).putInt(timeToLiveMillis);
        out.putShort((short) stamps.length).putShort((short) used);
        for (int partition = 0; partition < stamps.length; partition++) {
            if (stamps[partition] != UNUSED) {
                out.putShort((short) partition).putLong(stamps[partition]);
            }
        }
        out.putShort((short) tags.length);
        for (long tag : tags) {
            out.putLong(tag);
        }
        if (value != null) {
            out.put(value);
        }
        return out.array();
    }

    /**
     * The envelope of these bytes.
     *
     * @throws EnvelopeException if they are none, or of another format
     */
    public static Envelope fromBytes(byte[] bytes) {
        if (bytes.length < FIXED || bytes[0] != FORMAT) {
            throw new EnvelopeException("not an entry of format " + FORMAT + " but " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        try {
            boolean isNull = in.get() == NULL_VALUE;
            int fingerprint = in.getInt();
            long created = in.getLong();
            int timeToLive = in.getInt();
            long[] stamps = stamps(in);
            long[] tags = tags(in);
            byte[] value = new byte[in.remaining()];
            in.get(value);
            return new Envelope(fingerprint, created, timeToLive, stamps, tags, isNull ? null : value);
        } catch (BufferUnderflowException e) {
            throw new EnvelopeException("an entry cut short: " + bytes.length + " bytes");
        }
    }

    private static long[] stamps(ByteBuffer in) {
        long[] stamps = new long[in.getShort() & 0xffff];
        Arrays.fill(stamps, UNUSED);
        for (int left = in.getShort() & 0xffff; left > 0; left--) {
            int partition = in.getShort() & 0xffff;
            if (partition >= stamps.length) {
                throw new EnvelopeException("a stamp of partition " + partition + " of " + stamps.length);
            }
            stamps[partition] = in.getLong();
        }
        return stamps;
    }

    private static long[] tags(ByteBuffer in) {
        long[] tags = new long[in.getShort() & 0xffff];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = in.getLong();
        }
        return tags;
    }

    /** Bytes that are no entry of a known format. */
    public static final class EnvelopeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EnvelopeException(String message) {
            super(message);
        }
    }
}
