package io.freshet.spring.cache;

import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeldValuesTests {

    private static final Type VETS =
            ResolvableType.forClassWithGenerics(List.class, Vet.class).getType();

    private final HeldValues values = new HeldValues("vets", JsonCodecs.standard());
    private final HeldValues elsewhere = new HeldValues("vets", JsonCodecs.standard());

    @Test
    void valueOfADeclaredType_crosses_andIsShared_ifNobodyCanChangeIt() {
        elsewhere.types().add(VETS);
        List<Vet> vets = List.of(new Vet("Carter", LocalDate.EPOCH));
        HeldValue held = values.hold(vets, VETS);
        assertThat(values.valueOf(held)).isSameAs(vets);
        assertThat(crossed(held)).isEqualTo(vets);
    }

    @Test
    void valueThatCanBeChanged_isCopiedForEachReader() {
        Pet pet = new Pet();
        pet.name = "Leo";
        HeldValue held = values.hold(pet, Pet.class);
        pet.name = "changed by who put it";
        Pet first = (Pet) values.valueOf(held);
        assertThat(first.name).isEqualTo("Leo");
        first.name = "changed by a reader";
        assertThat(((Pet) values.valueOf(held)).name).isEqualTo("Leo");
        List<Vet> list = new ArrayList<>(List.of(new Vet("Carter", LocalDate.EPOCH)));
        HeldValue heldList = values.hold(list, VETS);
        list.clear();
        assertThat((List<?>) values.valueOf(heldList)).hasSize(1);
    }

    @Test
    void valuesOfSeveralTypes_shareACache() {
        elsewhere.types().add(VETS);
        elsewhere.types().add(Vet.class);
        Vet vet = new Vet("Carter", LocalDate.EPOCH);
        assertThat(crossed(values.hold(vet, Vet.class))).isEqualTo(vet);
        assertThat(crossed(values.hold(List.of(vet), VETS))).isEqualTo(List.of(vet));
        assertThat(crossed(values.hold("plain", null))).isEqualTo("plain");
        assertThat(crossed(values.hold(5L, null))).isEqualTo(5L);
    }

    @Test
    void typeThatNoMethodDeclares_isNeverMade() {
        HeldValue held = values.hold(new Vet("Carter", LocalDate.EPOCH), Vet.class);
        assertThatThrownBy(() -> crossed(held))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no method of cache 'vets' declares the type " + Vet.class.getName());
    }

    @Test
    void valueThatNoTypeDescribes_staysInProcess() {
        assertThat(values.hold(new Vet("Carter", LocalDate.EPOCH), null).bytes())
                .isNull();
        assertThat(values.hold(new Vet("Carter", LocalDate.EPOCH), Object.class).bytes())
                .isNull();
        assertThat(values.hold(new Kitten(), Pet.class).bytes())
                .as("a subclass would come back as its parent")
                .isNull();
        assertThat(values.hold(new ArrayList<>(List.of(new Kitten())), listOf(Pet.class))
                        .bytes())
                .isNull();
        assertThat(values.hold(List.of(1), List.class).bytes()).as("a raw type").isNull();
        assertThat(values.hold(5, Number.class).bytes()).as("a plain value").isNotNull();
    }

    @Test
    void valueThatDoesNotComeBackAsItWas_staysInProcess() {
        Forgetful forgetful = new Forgetful("kept", "lost");
        HeldValue held = values.hold(forgetful, Forgetful.class);
        assertThat(held.bytes()).isNull();
        assertThat(values.valueOf(held)).isSameAs(forgetful);
        Ring ring = new Ring();
        ring.next = ring;
        assertThat(values.hold(ring, Ring.class).bytes()).as("a cycle").isNull();
    }

    @Test
    void valueOfWhichJsonLeavesSomethingOut_staysInProcess() {
        Account account = new Account();
        account.passwordHash = "hash";
        assertThat(values.hold(account, Account.class).bytes()).as("ignored").isNull();
        Badge badge = new Badge();
        badge.pin = "1234";
        assertThat(values.hold(badge, Badge.class).bytes()).as("write only").isNull();
        assertThat(values.hold(List.of(badge), listOf(Badge.class)).bytes())
                .as("in a list")
                .isNull();
    }

    @Test
    void valueOfWhichJsonLeavesSomethingOut_staysInProcess_whateverCameBefore() {
        assertThat(values.hold(new Badge(), Badge.class).bytes())
                .as("nothing to lose")
                .isNotNull();
        Badge badge = new Badge();
        badge.pin = "1234";
        assertThat(values.hold(badge, Badge.class).bytes()).isNull();
    }

    @Test
    void codecOfTheApplication_isBelieved_ifTheValueIsEqual() {
        HeldValues own = new HeldValues("vets", new OwnCodecs());
        Lazy lazy = new Lazy("Leo");
        lazy.shout();
        assertThat(own.hold(lazy, Lazy.class).bytes()).isNotNull();
    }

    @Test
    void fieldWithoutAccessors_crosses() {
        HeldValue held = values.hold(new Money(5), Money.class);
        elsewhere.types().add(Money.class);
        assertThat(crossed(held)).usingRecursiveComparison().isEqualTo(new Money(5));
    }

    @Test
    void dateThatComesBackAsItsDeclaredType_crosses() {
        Meeting meeting = new Meeting();
        meeting.at = new Timestamp(5_000);
        HeldValue held = values.hold(meeting, Meeting.class);
        elsewhere.types().add(Meeting.class);
        assertThat(((Meeting) crossed(held)).at).isEqualTo(new Date(5_000));
    }

    @Test
    void typeOfAnotherShape_isRefused() {
        HeldValues other = new HeldValues(
                "vets",
                JsonCodecs.of(
                        JsonMapper.builder().addMixIn(Vet.class, Mixin.class).build()));
        other.types().add(Vet.class);
        HeldValue held = values.hold(new Vet("Carter", LocalDate.EPOCH), Vet.class);
        assertThatThrownBy(() -> other.decode(values.encode(held))).hasMessageContaining("had another shape");
    }

    @Test
    void withoutASharedTier_valuesAreSharedByReference() {
        HeldValues alone = new HeldValues("vets", null);
        Pet pet = new Pet();
        assertThat(alone.valueOf(alone.hold(pet, Pet.class))).isSameAs(pet);
    }

    private static Type listOf(Class<?> element) {
        return ResolvableType.forClassWithGenerics(List.class, element).getType();
    }

    private Object crossed(HeldValue held) {
        assertThat(values.writes(held)).isTrue();
        return elsewhere.valueOf((HeldValue) elsewhere.decode(values.encode(held)));
    }

    record Vet(String name, LocalDate since) {}

    @com.fasterxml.jackson.annotation.JsonIgnoreProperties("since")
    abstract static class Mixin {}

    static class Pet {
        public String name = "";
    }

    static final class Kitten extends Pet {}

    static final class Account {
        public String name = "";

        @com.fasterxml.jackson.annotation.JsonIgnore
        public String passwordHash = "";

        /** Of an entity. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Account it && it.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class Badge {
        @com.fasterxml.jackson.annotation.JsonProperty(
                access = com.fasterxml.jackson.annotation.JsonProperty.Access.WRITE_ONLY)
        public String pin = "";
    }

    static final class Money {
        public String currency = "EUR";
        private final long amount;

        Money() {
            this(0);
        }

        Money(long amount) {
            this.amount = amount;
        }

        long cents() {
            return amount;
        }
    }

    static final class Meeting {
        public Date at = new Date(0);
    }

    static final class Ring {
        public Ring next = this;
    }

    static final class Forgetful {
        public final String kept;

        @com.fasterxml.jackson.annotation.JsonIgnore
        public final String lost;

        @com.fasterxml.jackson.annotation.JsonCreator
        Forgetful(@com.fasterxml.jackson.annotation.JsonProperty("kept") String kept) {
            this(kept, "");
        }

        Forgetful(String kept, String lost) {
            this.kept = kept;
            this.lost = lost;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Forgetful it && it.kept.equals(kept) && it.lost.equals(lost);
        }

        @Override
        public int hashCode() {
            return Optional.of(kept).hashCode();
        }
    }

    /** Fills a field when it is asked. */
    static final class Lazy {
        private final String name;
        private String loud = "";

        Lazy(String name) {
            this.name = name;
        }

        String shout() {
            loud = name + "!";
            return loud;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Lazy it && it.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** The name only. */
    private static final class OwnCodecs implements CodecFactory {

        @Override
        public Codec<Object> codecFor(Type type) {
            return new Codec<>() {
                @Override
                public byte[] encode(Object value) {
                    return ((Lazy) value).name.getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Object decode(byte[] bytes) {
                    return new Lazy(new String(bytes, StandardCharsets.UTF_8));
                }

                @Override
                public int fingerprint() {
                    return 1;
                }
            };
        }
    }
}
