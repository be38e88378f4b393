package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.freshet.remote.Codec;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class JsonCodecsTests {

    record Bill(long id, BigDecimal amount, LocalDate day, Instant paid, Optional<String> note) {}

    record Page<T>(List<T> rows, Map<String, Integer> counts) {}

    record Node(String name, List<Node> children) {}

    record Profile(String name, int age) {}

    record ProfileAdded(String name, int age, String city) {}

    record ProfileRenamed(@JsonProperty("fullName") String name, int age) {}

    record ProfileRetyped(String name, long age) {}

    enum Colour {
        RED {
            @Override
            public String toString() {
                return "not stable " + System.identityHashCode(this);
            }
        }
    }

    record Painted(Colour colour) {}

    static class Bean {
        private int hidden = 1;

        public int getCount() {
            return hidden;
        }

        public void setCount(int count) {
            hidden = count;
        }
    }

    @SuppressWarnings("unused") // by codecs
    static class Secretive {
        private int shown = 1;

        @JsonIgnore
        private int ignored = 2;

        private transient int passing = 3;

        public int getPassing() {
            return passing;
        }
    }

    sealed interface Payment permits Cash, Card {}

    record Cash(int coins) implements Payment {}

    record Card(String number) implements Payment {}

    private final JsonCodecs codecs = JsonCodecs.standard();

    @Test
    void value_ofAGenericType_comesBackEqual() {
        Codec<Object> codec = codecs.codecFor(new TypeReference<Page<Bill>>() {}.getType());
        Page<Bill> page = new Page<>(
                List.of(new Bill(
                        1L << 60,
                        new BigDecimal("12.50"),
                        LocalDate.of(2026, 11, 21),
                        Instant.ofEpochSecond(1_795_248_000L, 123_456_789),
                        Optional.of("ü"))),
                Map.of("a", 1));

        assertThat(codec.decode(codec.encode(page))).isEqualTo(page);
    }

    @Test
    void fieldThatTheTypeDoesNotHave_isPassedOver() {
        byte[] bytes = bytes("{\"name\":\"Ann\",\"age\":3,\"gone\":true}");

        assertThat(codecs.codecFor(Profile.class).decode(bytes)).isEqualTo(new Profile("Ann", 3));
    }

    @Test
    void fieldThatIsToBeIgnored_isNotWritten_andNeitherIsOneThatIsTransient() {
        assertThat(new String(codecs.codecFor(Secretive.class).encode(new Secretive()), StandardCharsets.UTF_8))
                .isEqualTo("{\"shown\":1}");
    }

    @Test
    void classNamedInTheBytes_isNotMade() {
        Object value = codecs.codecFor(Object.class).decode(bytes("{\"@class\":\"java.io.File\",\"path\":\"/\"}"));

        assertThat(value).isInstanceOf(Map.class);
    }

    @Test
    void bytesThatAreNoValue_areRefused() {
        Codec<Object> codec = codecs.codecFor(Profile.class);

        assertThatException().isThrownBy(() -> codec.decode(bytes("null")));
        assertThatException().isThrownBy(() -> codec.decode(bytes("{\"name\":")));
        assertThatException().isThrownBy(() -> codec.decode(bytes("{} {}")));
    }

    @Test
    void fingerprint_differsForEveryShape() {
        assertThat(List.of(
                        fingerprint(Profile.class),
                        fingerprint(ProfileAdded.class),
                        fingerprint(ProfileRenamed.class),
                        fingerprint(ProfileRetyped.class),
                        fingerprint(new TypeReference<List<Profile>>() {}.getType()),
                        fingerprint(new TypeReference<List<ProfileAdded>>() {}.getType()),
                        fingerprint(new TypeReference<Map<String, Profile>>() {}.getType()),
                        fingerprint(new TypeReference<Optional<Profile>>() {}.getType()),
                        fingerprint(new TypeReference<Page<Profile>>() {}.getType()),
                        fingerprint(new TypeReference<Page<Bill>>() {}.getType())))
                .doesNotHaveDuplicates();
    }

    @Test
    void shape_namesPropertiesAndTypesAndNothingThatChangesBetweenRuns() {
        String here = JsonCodecsTests.class.getName();

        assertThat(shape(Profile.class)).isEqualTo("json-2 " + here + "$Profile{age:int;name:java.lang.String;}");
        assertThat(shape(ProfileRenamed.class)).contains("{age:int;fullName:java.lang.String;}");
        assertThat(shape(ProfileRetyped.class)).contains("age:long;");
        assertThat(shape(ProfileAdded.class)).contains("city:java.lang.String;");
        assertThat(shape(Painted.class)).contains("$Colour,RED").doesNotContain("not stable");
        assertThat(shape(Bean.class)).contains("{count:int;}");
        assertThat(shape(Payment.class)).contains("$Cash{coins:int;}").contains("$Card{number:java.lang.String;}");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(value = ByCard.class, name = "card"), @JsonSubTypes.Type(ByCash.class)})
    interface Way {}

    record ByCard(String number) implements Way {}

    record ByCash(int coins) implements Way {}

    @Test
    void shape_hasTheSubtypesThatAnnotationsName() {
        assertThat(shape(new TypeReference<List<Way>>() {}.getType()))
                .contains("card=" + ByCard.class.getName() + "{number:java.lang.String;}")
                .contains(ByCash.class.getName() + "{coins:int;}");
    }

    @Test
    void shape_insideOfContainers_isDescribed() {
        String inside = "{age:int;name:java.lang.String;}";

        assertThat(shape(new TypeReference<Optional<Profile>>() {}.getType())).contains(inside);
        assertThat(shape(new TypeReference<List<Map<String, Profile[]>>>() {}.getType()))
                .contains(inside);
        assertThat(shape(new TypeReference<Page<Profile>>() {}.getType())).contains(inside);
    }

    @Test
    void shape_ofATypeInsideItself_ends() {
        assertThat(shape(Node.class)).contains("children:").contains("name:java.lang.String;");
    }

    private int fingerprint(Type type) {
        return codecs.codecFor(type).fingerprint();
    }

    private static String shape(Type type) {
        JsonMapper mapper = JsonMapper.builder().build();
        return new Shape(mapper).of(mapper.constructType(type)).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
