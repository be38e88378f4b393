package io.freshet.redis.cbor;

import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.CodecFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Codecs that write values as CBOR (RFC 8949): what {@link JsonCodecs} writes, in fewer bytes. Needs {@code
 * tools.jackson.dataformat:jackson-dataformat-cbor} on the class path.
 */
public final class CborCodecs {

    private CborCodecs() {}

    /** Codecs with the defaults of {@link JsonCodecs#standard} and these modules. Thread-safe. */
    public static CodecFactory standard(JacksonModule... modules) {
        return JsonCodecs.of(
                JsonCodecs.configured(CBORMapper.builder()).addModules(modules).build());
    }
}
