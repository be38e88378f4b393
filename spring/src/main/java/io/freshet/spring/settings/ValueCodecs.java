package io.freshet.spring.settings;

import io.freshet.remote.CodecFactory;

import java.util.function.UnaryOperator;

/**
 * What turns the values of a cache into bytes.
 *
 * @param plain as they are
 * @param packing puts around others what was said of sizes
 */
public record ValueCodecs(CodecFactory plain, UnaryOperator<CodecFactory> packing) {

    /** Both. */
    public CodecFactory packed() {
        return packing.apply(plain);
    }
}
