package io.freshet.redis.json;

import io.freshet.remote.Codec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** One declared type's values as JSON. Immutable. */
final class JsonCodec implements Codec<Object> {

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final Form form;
    private final int fingerprint;

    JsonCodec(ObjectWriter writer, ObjectReader reader, Form form, int fingerprint) {
        this.writer = writer;
        this.reader = reader;
        this.form = form;
        this.fingerprint = fingerprint;
    }

    @Override
    public byte[] encode(Object value) {
        form.require(value);
        return writer.writeValueAsBytes(value);
    }

    @Override
    public Object decode(byte[] bytes) {
        @Nullable Object value = reader.readValue(bytes);
        if (value == null) {
            throw new IllegalArgumentException("The bytes hold a JSON null, which is never written");
        }
        return value;
    }

    @Override
    public int fingerprint() {
        return fingerprint;
    }
}
