package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.Type;

/**
 * Codecs that write values as JSON by their declared types. Thread-safe.
 *
 * <p>The bytes never name a class: what is read is always of the declared type, so that nobody who can write to Redis chooses what is
 * made. Only where the compiler has closed the choice, in a sealed type, the property {@code @type} holds the simple name of the subtype. A
 * value of another class than its type says would come back as something else, and is refused, unless the mapper is told better. Fields that
 * the type no longer has are passed over; but a type of another shape has another fingerprint, so that its entries are misses.
 */
public final class JsonCodecs implements CodecFactory {

    private final ObjectMapper mapper;

    private JsonCodecs(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Codecs on a mapper that is {@link #configured}, with these modules and nothing else. */
    public static JsonCodecs standard(JacksonModule... modules) {
        return of(configured(JsonMapper.builder()).addModules(modules).build());
    }

    /** Codecs on a mapper of the application, or on one of another format that Jackson has. */
    public static JsonCodecs of(ObjectMapper mapper) {
        return new JsonCodecs(mapper);
    }

    /**
     * The defaults of Jackson 3, but for what lets values come back as they were: fields are written and read, whoever may see them, and no
     * getters and setters unless they are annotated; sealed types are told apart; and times have their own zone.
     *
     * @return the builder
     */
    public static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B configured(B builder) {
        return builder.annotationIntrospector(new SealedTypes())
                .changeDefaultVisibility(seen -> seen.with(Visibility.NONE)
                        .withFieldVisibility(Visibility.ANY)
                        .withCreatorVisibility(Visibility.DEFAULT)
                        .withScalarConstructorVisibility(Visibility.DEFAULT))
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID);
    }

    @Override
    public Codec<Object> codecFor(Type type) {
        JavaType javaType = mapper.constructType(type);
        return new JsonCodec(
                mapper.writerFor(javaType),
                mapper.readerFor(javaType),
                ExactValues.of(mapper, javaType),
                new Shape(mapper).of(javaType).fingerprint());
    }
}
