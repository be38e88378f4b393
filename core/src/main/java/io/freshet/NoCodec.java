package io.freshet;

import io.freshet.remote.Codec;

/** Stands where there is no L2, so that nothing is ever encoded. */
enum NoCodec implements Codec<Object> {
    INSTANCE;

    @Override
    public byte[] encode(Object value) {
        throw new UnsupportedOperationException("There is no L2 to encode for");
    }

    @Override
    public Object decode(byte[] bytes) {
        throw new UnsupportedOperationException("There is no L2 to decode from");
    }

    @Override
    public int fingerprint() {
        return 0;
    }
}
