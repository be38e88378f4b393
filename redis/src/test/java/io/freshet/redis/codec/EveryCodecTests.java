package io.freshet.redis.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.freshet.redis.cbor.CborCodecs;
import io.freshet.redis.codec.Values.Case;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.redis.kryo.KryoCodecs;
import io.freshet.redis.pack.PackedCodecs;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for each codec: what comes back equals what was written, whatever the declared type. */
class EveryCodecTests {

    private static final CodecFactory JSON = JsonCodecs.standard();
    private static final Map<String, CodecFactory> CODECS = Map.of(
            "json",
            JSON,
            "cbor",
            CborCodecs.standard(),
            "kryo",
            KryoCodecs.allowing(List.of()),
            "json, compressed",
            new PackedCodecs(JSON, 0, Integer.MAX_VALUE),
            "json, not compressed",
            new PackedCodecs(JSON, PackedCodecs.NEVER, Integer.MAX_VALUE));

    static Stream<Arguments> codecsAndValues() {
        return CODECS.entrySet().stream()
                .flatMap(codec -> Values.all().map(value -> Arguments.of(codec.getKey(), value)));
    }

    static Stream<String> codecs() {
        return CODECS.keySet().stream();
    }

    private static Codec<Object> codec(String name, java.lang.reflect.Type type) {
        return CODECS.get(name).codecFor(type);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("codecsAndValues")
    void value_comesBackEqual(String name, Case value) {
        Codec<Object> codec = codec(name, value.type());
        assertThat(codec.decode(codec.encode(value.value()))).isEqualTo(value.value());
        assertThat(codec.fingerprint())
                .as("the same in another process, and here again")
                .isEqualTo(codec(name, value.type()).fingerprint());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void bytesThatAreNoValue_areRefused(String name) {
        Codec<Object> codec = codec(name, Values.Bill.class);
        byte[] right = codec.encode(Values.all().findFirst().orElseThrow().value());
        assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(RuntimeException.class);
        for (int length = 1; length < right.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(right, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(RuntimeException.class);
        }
    }

    /** Whatever lies in Redis: an answer or a refusal, never an error of the machine. */
    @ParameterizedTest
    @MethodSource("codecs")
    void spoiledBytes_areRefusedOrRead_andNothingElse(String name) {
        Random random = new Random(7);
        Codec<Object> codec = codec(name, Values.Bill.class);
        byte[] right = codec.encode(Values.all().findFirst().orElseThrow().value());
        for (int i = 0; i < 2_000; i++) {
            byte[] spoiled = right.clone();
            spoiled[random.nextInt(spoiled.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                codec.decode(spoiled);
            } catch (RuntimeException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    @Test
    void fingerprints_differFromCodecToCodec() {
        assertThat(Stream.of("json", "cbor", "kryo", "json, compressed")
                        .map(name -> codec(name, Values.Bill.class).fingerprint()))
                .doesNotHaveDuplicates();
        assertThat(codec("json, compressed", Values.Bill.class).fingerprint())
                .as("instances with other sizes read each other's values")
                .isEqualTo(codec("json, not compressed", Values.Bill.class).fingerprint());
    }

    @Test
    void sealedType_isToldApartByItsSimpleName() {
        assertThat(new String(codec("json", Values.Payment.class).encode(new Values.Cash(3)), StandardCharsets.UTF_8))
                .isEqualTo("{\"@type\":\"Cash\",\"coins\":3}");
        assertThatThrownBy(() -> codec("json", Values.Payment.class)
                        .decode("{\"@type\":\"java.io.File\",\"coins\":3}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuntimeException.class);
    }

    sealed interface Twin permits Left.Same, Right.Same {}

    static final class Left {
        record Same(int a) implements Twin {}
    }

    static final class Right {
        record Same(int b) implements Twin {}
    }

    sealed interface HalfOpen permits Open {}

    non-sealed interface Open extends HalfOpen {}

    @Test
    void sealedType_thatCannotBeToldApart_isAMistakeAtStart() {
        assertThatThrownBy(() -> codec("json", Twin.class))
                .hasMessageContaining("Left$Same")
                .hasMessageContaining("Right$Same")
                .hasMessageContaining("rename one");
        assertThatThrownBy(() -> codec("json", HalfOpen.class))
                .hasMessageContaining("Open")
                .hasMessageContaining("seal it");
    }

    record Holder<T>(String name, T held) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(value = ByCard.class, name = "card"), @JsonSubTypes.Type(ByCash.class)})
    interface Way {}

    record ByCard(String number) implements Way {}

    record ByCash(int coins) implements Way {}

    record ByFavour() implements Way {}

    static Stream<Arguments> valuesOfOtherClasses() {
        Beans.Account account = new Beans.Premium(1, "h", 7);
        return Stream.of(
                        new Case("subclass", Beans.Account.class, account),
                        new Case("in a list", type(new TypeReference<List<Beans.Account>>() {}), List.of(account)),
                        new Case(
                                "in a list of a list in a map",
                                type(new TypeReference<Map<String, List<List<Beans.Account>>>>() {}),
                                Map.of("a", List.of(List.of(account)))),
                        new Case("in an array", Beans.Account[].class, new Beans.Account[] {account}),
                        new Case(
                                "in an optional",
                                type(new TypeReference<Optional<Beans.Account>>() {}),
                                Optional.of(account)),
                        new Case(
                                "in a record",
                                type(new TypeReference<Holder<Beans.Account>>() {}),
                                new Holder<>("a", account)),
                        new Case("class that no annotation names", Way.class, new ByFavour()),
                        new Case("interface that nobody sealed", Runnable.class, (Runnable) () -> {}),
                        new Case("number", type(new TypeReference<Map<String, Object>>() {}), Map.of("a", 5L)),
                        new Case(
                                "date in anything",
                                type(new TypeReference<Holder<Object>>() {}),
                                new Holder<Object>("a", LocalDate.MIN)),
                        new Case("time of a class of one's own", Date.class, new Date(5) {}),
                        new Case("class of the platform", BitSet.class, new BitSet()),
                        new Case(
                                "key that is a record",
                                type(new TypeReference<Map<ByCard, String>>() {}),
                                Map.of(new ByCard("a"), "b")),
                        new Case("key of any class", type(new TypeReference<Map<Object, String>>() {}), Map.of(5, "b")),
                        new Case(
                                "key that is a list",
                                type(new TypeReference<Map<List<String>, String>>() {}),
                                Map.of(List.of("a"), "b")))
                .flatMap(value -> Stream.of("json", "cbor").map(codec -> Arguments.of(codec, value)));
    }

    /** Bytes name no class: what would come back as something else is not written. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("valuesOfOtherClasses")
    void valueOfAnotherClassThanTheTypeSays_isRefused(String name, Case value) {
        Codec<Object> codec = codec(name, value.type());
        assertThatThrownBy(() -> codec.encode(value.value()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(something else|JSON).*");
    }

    static Stream<Arguments> valuesThatAreTold() {
        Map<String, Object> plain = new HashMap<>(Map.of(
                "a", 1, "b", 1L << 40, "c", 1.5, "d", List.of("x", true), "e", Map.of("f", BigInteger.TEN.pow(30))));
        plain.put("g", null);
        return Stream.of(
                        new Case("plain", type(new TypeReference<Map<String, Object>>() {}), plain),
                        new Case(
                                "named by annotations",
                                type(new TypeReference<List<Way>>() {}),
                                List.of(new ByCard("a"), new ByCash(3))),
                        new Case("time", Date.class, new Date(5)))
                .flatMap(value -> Stream.of("json", "cbor").map(codec -> Arguments.of(codec, value)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("valuesThatAreTold")
    void valueWhoseClassCanBeTold_comesBackEqual(String name, Case value) {
        value_comesBackEqual(name, value);
    }

    /** As Hibernate gives it to a field of an entity. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor"})
    void timeOfADatabase_comesBackAsTheDateThatItIsDeclaredAs(String name) {
        Codec<Object> codec = codec(name, Date.class);
        assertThat(codec.decode(codec.encode(new Timestamp(5)))).isEqualTo(new Date(5));
    }

    private static java.lang.reflect.Type type(TypeReference<?> reference) {
        return reference.getType();
    }

    @Test
    void kryo_refusesClassesThatAreNotAllowed_andNamesThem() {
        record Holder(Object anything) {}
        assertThatThrownBy(() ->
                        KryoCodecs.allowing(List.of()).codecFor(Holder.class).encode(new Holder(new Values.Cash(1))))
                .hasMessageContaining("Values$Cash");
        Codec<Object> allowed = KryoCodecs.allowing(List.of(Values.Cash.class)).codecFor(Holder.class);
        Holder holder = new Holder(new Values.Cash(1));
        assertThat(allowed.decode(allowed.encode(holder))).isEqualTo(holder);
    }

    @Test
    void cbor_isSmallerThanJson_andKryoThanCbor() {
        Object value = Values.all().findFirst().orElseThrow().value();
        int json = codec("json", Values.Bill.class).encode(value).length;
        int cbor = codec("cbor", Values.Bill.class).encode(value).length;
        int kryo = codec("kryo", Values.Bill.class).encode(value).length;
        assertThat(cbor).isLessThan(json);
        assertThat(kryo).isLessThan(cbor);
    }
}
