package io.freshet.local;

/** As many bytes as the codec writes. */
enum EncodedWeigher implements Weigher {
    INSTANCE;

    @Override
    public long bytesOf(Object value, long encodedBytes) {
        return encodedBytes;
    }
}
