package io.freshet.redis.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.ImmutableCollectionsSerializers;
import com.esotericsoftware.kryo.util.Pool;
import io.freshet.remote.Codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One declared type's values in Kryo's form, and behind them their CRC-32C: Kryo believes any length that it reads, so that spoiled bytes
 * could ask for all memory. Thread-safe: each use takes a Kryo from a pool, since those are not.
 */
final class KryoCodec implements Codec<Object> {

    private static final int SMALL = 512;

    /** Their order is part of the form: append, never insert, or count the form in {@link KryoShape} up. */
    private static final List<Class<?>> OF_THE_PLATFORM = List.of(
            byte[].class,
            char[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            boolean[].class,
            String[].class,
            Object[].class,
            BigInteger.class,
            BigDecimal.class,
            Date.class,
            Currency.class,
            Locale.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            ZoneOffset.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Period.class,
            Optional.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            Arrays.asList().getClass(),
            Collections.emptyList().getClass(),
            Collections.emptyMap().getClass(),
            Collections.emptySet().getClass(),
            Collections.singletonList(0).getClass(),
            Collections.singletonMap(0, 0).getClass(),
            Collections.singleton(0).getClass());

    private final List<Class<?>> classes;
    private final int fingerprint;
    private final Pool<Kryo> pool = new Pool<>(true, true) {
        @Override
        protected Kryo create() {
            return kryo();
        }
    };

    KryoCodec(List<Class<?>> classes) {
        this.classes = classes;
        this.fingerprint = KryoShape.fingerprintOf(classes);
        pool.free(pool.obtain()); // what cannot be made is a mistake at start
    }

    private Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        kryo.setReferences(true);
        kryo.setInstantiatorStrategy(new OwnConstructor());
        OF_THE_PLATFORM.forEach(kryo::register);
        kryo.register(ZonedDateTime.class, new ZonedTimes());
        kryo.register(UUID.class, new DefaultSerializers.UUIDSerializer());
        kryo.register(URI.class, new DefaultSerializers.URISerializer());
        ImmutableCollectionsSerializers.registerSerializers(kryo);
        classes.forEach(kryo::register);
        return kryo;
    }

    @Override
    public byte[] encode(Object value) {
        Kryo kryo = pool.obtain();
        try (Output out = new Output(SMALL, -1)) {
            kryo.writeClassAndObject(out, value);
            out.writeInt(sumOf(out.getBuffer(), out.position()));
            return out.toBytes();
        } finally {
            pool.free(kryo);
        }
    }

    @Override
    public Object decode(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < 0 || new Input(bytes, length, Integer.BYTES).readInt() != sumOf(bytes, length)) {
            throw new IllegalArgumentException("The bytes are spoiled: their sum is wrong");
        }
        Kryo kryo = pool.obtain();
        try (Input in = new Input(bytes, 0, length)) {
            return kryo.readClassAndObject(in);
        } finally {
            pool.free(kryo);
        }
    }

    private static int sumOf(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    @Override
    public int fingerprint() {
        return fingerprint;
    }
}
