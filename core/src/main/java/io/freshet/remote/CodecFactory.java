package io.freshet.remote;

import java.lang.reflect.Type;

/** Makes codecs for declared types. Thread-safe. */
@FunctionalInterface
public interface CodecFactory {

    /** A codec for a type with all its type arguments. */
    Codec<Object> codecFor(Type type);
}
