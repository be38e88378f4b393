package io.freshet.redis.kryo;

import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Codecs that write values in the binary form of Kryo 5, of allowed classes only. Thread-safe. Needs {@code com.esotericsoftware:kryo} on the
 * class path.
 *
 * <p>Allowed are the plain values and collections of the JDK; the classes that the declared type is made of: its type arguments, the types of
 * its fields and of theirs, what sealed types permit; and what is named. A value of another class is not kept in L2, which is said once for
 * the cache. Bytes cannot make an object of a class that is not allowed, since they hold numbers in the list of allowed classes and no names.
 * The list is part of the fingerprint.
 */
public final class KryoCodecs implements CodecFactory {

    private final List<Class<?>> allowed;

    private KryoCodecs(Collection<Class<?>> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Codecs that also allow these, for fields whose type does not say what they hold. */
    public static KryoCodecs allowing(Collection<Class<?>> classes) {
        return new KryoCodecs(classes);
    }

    @Override
    public Codec<Object> codecFor(Type type) {
        Set<Class<?>> classes = new AllowedClasses(allowed).madeOf(type);
        return new KryoCodec(List.copyOf(classes));
    }
}
