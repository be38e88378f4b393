package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * An entry as it lies in L2: a header, then the value as its codec wrote it.
 *
 * <pre>
 * byte   format            1
 * byte   flags             1 = the value is null
 * int    fingerprint       of the codec and the type
 * long   stamp
 * long   created           milliseconds since 1970, by the clock of who loaded it: for its age only, never for validity
 * int    time to live      milliseconds
 * short  number of tags    those that do not follow from the key
 * long   tag               as often as said
 * byte   value             the rest
 * </pre>
 *
 * @param fingerprint of the codec and the type
 * @param stamp the sequence number known before the load began
 * @param createdMillis when it was loaded
 * @param timeToLiveMillis how long it may be served
 * @param tags hashes of the tags that do not follow from the key
 * @param value the value's bytes, or null for a null value
 */
public record Envelope(
        int fingerprint, long stamp, long createdMillis, int timeToLiveMillis, long[] tags, byte @Nullable [] value) {

    private static final byte FORMAT = 1;
    private static final byte NULL_VALUE = 1;
    private static final int FIXED = 2 + Integer.BYTES + 2 * Long.BYTES + Integer.BYTES + Short.BYTES;

    /** The bytes. */
    public byte[] toBytes() {
        int valueLength = value == null ? 0 : value.length;
        ByteBuffer out = ByteBuffer.allocate(FIXED + tags.length * Long.BYTES + valueLength);
        out.put(FORMAT).put(value == null ? NULL_VALUE : 0);
        out.putInt(fingerprint).putLong(stamp).putLong(createdMillis).putInt(timeToLiveMillis);
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
        boolean isNull = in.get() == NULL_VALUE;
        int fingerprint = in.getInt();
        long stamp = in.getLong();
        long created = in.getLong();
        int timeToLive = in.getInt();
        long[] tags = tags(in);
        byte[] value = new byte[in.remaining()];
        in.get(value);
        return new Envelope(fingerprint, stamp, created, timeToLive, tags, isNull ? null : value);
    }

    private static long[] tags(ByteBuffer in) {
        int count = in.getShort() & 0xffff;
        if (in.remaining() < count * Long.BYTES) {
            throw new EnvelopeException("an entry cut short: " + count + " tags announced");
        }
        long[] tags = new long[count];
        for (int i = 0; i < count; i++) {
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
