package io.freshet.redis.pack;

import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;

import java.lang.reflect.Type;

/**
 * Codecs around others: values above a size are compressed, and those above another are not worth keeping in L2. Thread-safe.
 *
 * <p>Instances with other sizes read each other's values: each value says whether it is compressed.
 */
public final class PackedCodecs implements CodecFactory {

    /** Nothing is compressed. */
    public static final int NEVER = Integer.MAX_VALUE;

    private final CodecFactory codecs;
    private final int compressAboveBytes;
    private final int largestBytes;

    /**
     * Codecs around others.
     *
     * @param compressAboveBytes encoded values of more bytes are compressed; {@link #NEVER} for none
     * @param largestBytes of an encoded value that is kept in L2, compressed if it is
     */
    public PackedCodecs(CodecFactory codecs, int compressAboveBytes, int largestBytes) {
        if (compressAboveBytes < 0 || largestBytes < 1) {
            throw new IllegalArgumentException("Values are compressed above " + compressAboveBytes
                    + " bytes and kept up to " + largestBytes + "; neither can be negative, nor the largest 0");
        }
        this.codecs = codecs;
        this.compressAboveBytes = compressAboveBytes;
        this.largestBytes = largestBytes;
    }

    @Override
    public Codec<Object> codecFor(Type type) {
        return new PackedCodec(codecs.codecFor(type), compressAboveBytes, largestBytes);
    }
}
