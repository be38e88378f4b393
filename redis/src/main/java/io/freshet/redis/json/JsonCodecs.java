package io.freshet.redis.json;

import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.Type;

/**
 * Codecs that write values as JSON by their declared types. Thread-safe.
 *
 * <p>The bytes never name a class: what is read is always of the declared type, so that nobody who can write to Redis chooses what is
 * made. A type that is abstract, or {@code Object}, comes back as what JSON has unless the mapper is told better. Fields that the type no
 * longer has are passed over; but a type of another shape has another fingerprint, so that its entries are misses.
 */
public final class JsonCodecs implements CodecFactory {

    private final JsonMapper mapper;

    private JsonCodecs(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Codecs on a mapper with the defaults of Jackson 3, which knows java.time and passes over unknown fields. */
    public static JsonCodecs standard() {
        return of(JsonMapper.builder().build());
    }

    /** Codecs on a mapper of the application. */
    public static JsonCodecs of(JsonMapper mapper) {
        return new JsonCodecs(mapper);
    }

    @Override
    public Codec<Object> codecFor(Type type) {
        JavaType javaType = mapper.constructType(type);
        return new JsonCodec(
                mapper.writerFor(javaType),
                mapper.readerFor(javaType),
                new Shape(mapper).of(javaType).fingerprint());
    }
}
