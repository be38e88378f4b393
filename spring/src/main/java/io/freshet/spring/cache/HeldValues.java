package io.freshet.spring.cache;

import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.compare.SameValues;
import io.freshet.spring.compare.Verdict;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes of values what one cache keeps, and back; and writes that for the shared tier. Thread-safe.
 *
 * <pre>
 * short  length of the type's name
 * byte   the type's name, in UTF-8, as often as said
 * int    fingerprint of the type's codec
 * byte   the value as that codec wrote it: the rest
 * </pre>
 *
 * <p>The first value of each type is read again at once: what does not come back as it was stays in process.
 * Of types of which JSON may leave something out, each value is.
 */
final class HeldValues implements Codec<Object> {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    /** Of this form; the type's own is within. */
    private static final int FINGERPRINT = 0x53_43_00_01;

    private final String cache;
    private final @Nullable CodecFactory codecs;
    private final ValueTypes types = new ValueTypes();
    private final ConcurrentMap<String, Codec<Object>> byType = new ConcurrentHashMap<>();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> partial = ConcurrentHashMap.newKeySet();
    private final Set<String> unfit = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param codecs null if there is no shared tier */
    HeldValues(String cache, @Nullable CodecFactory codecs) {
        this.cache = cache;
        this.codecs = codecs;
    }

    ValueTypes types() {
        return types;
    }

    /** @param declared of the method that gave it, or null where that is not known */
    HeldValue hold(Object value, @Nullable Type declared) {
        if (codecs == null) {
            return HeldValue.shared(value, null);
        }
        byte[] bytes = write(value, types.of(value, declared));
        if (bytes == null) {
            sayThatItStays(value);
        }
        return bytes == null || Immutability.isImmutable(value)
                ? HeldValue.shared(value, bytes)
                : HeldValue.copied(bytes);
    }

    Object valueOf(HeldValue held) {
        return held.value(this::read);
    }

    private byte @Nullable [] write(Object value, @Nullable Type type) {
        String name = type == null ? "" : type.getTypeName();
        if (type == null || unfit.contains(name)) {
            return null;
        }
        try {
            Codec<Object> codec = codecOf(type);
            byte[] bytes = codec.encode(value);
            if (isToTry(name, type) && !isSame(codec, value, bytes)) {
                unfit.add(name);
                LOG.warn("Cache '" + cache + "': values of type " + name
                        + " are kept in process only, since they do not come back from their bytes as they were");
                return null;
            }
            return framed(name, codec.fingerprint(), bytes);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            unfit.add(name);
            LOG.warn("Cache '" + cache + "': values of type " + name
                    + " are kept in process only, since they cannot be written: " + e);
            return null;
        }
    }

    private boolean isToTry(String name, Type type) {
        boolean isFirst = tried.add(name);
        if (isFirst && isJson() && LeftOut.mayBeIn(type)) {
            partial.add(name);
        }
        return isFirst || partial.contains(name);
    }

    private boolean isJson() {
        return codecs instanceof JsonCodecs;
    }

    /** What its bytes leave out is not in the bytes of the copy either, and equals may look at part of it only. What codecs of other formats leave out is theirs to know. */
    private boolean isSame(Codec<Object> codec, Object value, byte[] bytes) {
        Object again = codec.decode(bytes);
        return Arrays.equals(bytes, codec.encode(again))
                && (!knowsEquality(value) || value.equals(again))
                && (!isJson() || SameValues.compare(value, again) != Verdict.DIFFERENT);
    }

    /** Whether its own class says which values are equal; what a list says depends on what is in it. */
    private static boolean knowsEquality(Object value) {
        try {
            return value.getClass().isRecord()
                    || (!(value instanceof Iterable)
                            && value.getClass()
                                            .getMethod("equals", Object.class)
                                            .getDeclaringClass()
                                    == value.getClass());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every class has equals, but " + value.getClass() + " has not", e);
        }
    }

    private void sayThatItStays(Object value) {
        if (told.compareAndSet(false, true)) {
            LOG.info(
                    "Cache '" + cache + "': a value of type " + value.getClass().getName()
                            + " is kept in process only, since no cached method declares that very type: other instances load it themselves");
        }
    }

    private static byte[] framed(String name, int fingerprint, byte[] value) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + text.length + Integer.BYTES + value.length)
                .putShort((short) text.length)
                .put(text)
                .putInt(fingerprint)
                .put(value)
                .array();
    }

    private Object read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] text = new byte[in.getShort() & 0xffff];
        in.get(text);
        String name = new String(text, StandardCharsets.UTF_8);
        Type type = types.named(name);
        if (type == null) {
            throw new IllegalArgumentException("no method of cache '" + cache + "' declares the type " + name);
        }
        Codec<Object> codec = codecOf(type);
        if (in.getInt() != codec.fingerprint()) {
            throw new IllegalArgumentException("the type " + name + " had another shape");
        }
        return codec.decode(Arrays.copyOfRange(bytes, in.position(), bytes.length));
    }

    private Codec<Object> codecOf(Type type) {
        CodecFactory factory = codecs;
        if (factory == null) {
            throw new IllegalStateException("There is no shared tier to write for");
        }
        return byType.computeIfAbsent(type.getTypeName(), name -> factory.codecFor(type));
    }

    @Override
    public boolean writes(Object value) {
        return value instanceof HeldValue held && held.bytes() != null;
    }

    @Override
    public byte[] encode(Object value) {
        byte[] bytes = value instanceof HeldValue held ? held.bytes() : null;
        if (bytes == null) {
            throw new IllegalArgumentException("A value that stays in process has no bytes");
        }
        return bytes;
    }

    @Override
    public Object decode(byte[] bytes) {
        Object value = read(bytes);
        return Immutability.isImmutable(value) ? HeldValue.shared(value, bytes) : HeldValue.copied(bytes, value);
    }

    @Override
    public int fingerprint() {
        return FINGERPRINT;
    }
}
