package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import io.freshet.remote.Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExactValuesTests {

    private final JsonCodecs codecs = JsonCodecs.standard();

    @SuppressWarnings("unused") // by codecs
    static class Twice {

        @JsonProperty("name")
        private String first = "a";

        @JsonProperty("name")
        private String last = "b";
    }

    record Order(String id, @Nullable Twice customer) {}

    static class InvalidOrder extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    record Outcome(String order, @Nullable InvalidOrder failure) {}

    @Test
    void typeThatTheMapperCannotWrite_isRefusedPerValue_andNoMistakeAtStart() {
        Order order = new Order("a", new Twice());
        assertRefused(Twice.class, new Twice());
        assertRefused(Order.class, order);
        assertRefused(new TypeReference<Map<String, List<Order>>>() {}.getType(), Map.of("a", List.of(order)));
        assertThat(codecs.codecFor(Order.class).fingerprint())
                .isEqualTo(codecs.codecFor(Order.class).fingerprint());
        assertRefused(InvalidOrder.class, new InvalidOrder());
        assertRefused(Outcome.class, new Outcome("a", new InvalidOrder()));
    }

    static class Money {

        private final long amountInCents;

        @JsonCreator
        Money(@JsonProperty("amount") BigDecimal amount) {
            this.amountInCents = amount.movePointRight(2).longValueExact();
        }

        public BigDecimal getAmount() {
            return BigDecimal.valueOf(amountInCents, 2);
        }
    }

    static class ToldMoney {

        private final long amountInCents;

        @JsonCreator
        ToldMoney(@JsonProperty("amount") BigDecimal amount) {
            this.amountInCents = amount.movePointRight(2).longValueExact();
        }

        @JsonProperty
        public BigDecimal getAmount() {
            return BigDecimal.valueOf(amountInCents, 2);
        }
    }

    @JsonIgnoreProperties("origin")
    static class Slice<T> implements Iterable<T> {

        private final List<T> content;
        private final Object origin;

        @JsonCreator
        Slice(@JsonProperty("content") List<T> content, @JsonProperty("number") Integer number) {
            this.content = content;
            this.origin = number == null ? 0 : number;
        }

        @Override
        public Iterator<T> iterator() {
            return content.iterator();
        }

        public Object getNumber() {
            return origin;
        }
    }

    @Test
    void valueWhoseCreatorTakesWhatNoFieldHolds_isRefused_unlessAGetterIsAnnotated() {
        assertThatThrownBy(() -> codecs.codecFor(Money.class).encode(new Money(BigDecimal.TEN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Money.class.getName() + " takes 'amount', which no field holds");
        assertThatThrownBy(() -> codecs.codecFor(new TypeReference<List<Slice<String>>>() {}.getType())
                        .encode(List.of(new Slice<>(List.of("a"), 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Slice.class.getName() + " takes 'number', which no field holds");
        ToldMoney told = (ToldMoney) crossed(ToldMoney.class, new ToldMoney(BigDecimal.TEN));
        assertThat(told.getAmount()).isEqualByComparingTo(BigDecimal.TEN);
    }

    @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
    static class Person {
        String name = "";
        List<Person> friends = new ArrayList<>();
    }

    @Test
    void graphWithACycle_whoseObjectsHaveIdentities_comesBack() {
        Person ann = new Person();
        Person bob = new Person();
        ann.friends.add(bob);
        bob.friends.add(ann);
        Person back = (Person) crossed(Person.class, ann);
        assertThat(back.friends.get(0).friends.get(0)).isSameAs(back);
    }

    static class Employee extends Person {
        int number;
    }

    @Test
    void graphWithACycle_isLookedThrough() {
        Person ann = new Person();
        ann.friends.add(ann);
        ann.friends.add(new Employee());
        assertRefused(Person.class, ann);
    }

    static class Meeting {
        Date at = new Date(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {5_123, 86_400_000})
    void dateOfADatabaseInAField_comesBackAsTheSameTime(long millis) {
        Meeting meeting = new Meeting();
        meeting.at = new java.sql.Timestamp(millis);
        assertThat(((Meeting) crossed(Meeting.class, meeting)).at).isEqualTo(new Date(millis));
        meeting.at = new java.sql.Date(millis);
        assertThat(((Meeting) crossed(Meeting.class, meeting)).at).isEqualTo(new Date(millis));
    }

    @Test
    void timeOfDayWhereADateIsDeclared_isRefused() {
        Meeting meeting = new Meeting();
        meeting.at = new java.sql.Time(5_000);
        assertRefused(Meeting.class, meeting);
    }

    static class Account {
        String name = "";
    }

    static class Premium extends Account {
        int points;
    }

    @Test
    void entry_isAsWhatItHolds() {
        Type ofAccounts = new TypeReference<Map.Entry<String, Account>>() {}.getType();
        Type ofAnything = new TypeReference<Map.Entry<String, Object>>() {}.getType();
        assertRefused(ofAccounts, Map.entry("a", new Premium()));
        assertRefused(ofAnything, Map.entry("a", 5L));
        assertRefused(
                new TypeReference<List<Map.Entry<Account, String>>>() {}.getType(),
                List.of(Map.entry(new Account(), "a")));
        assertThat(crossed(ofAnything, Map.entry("a", 5))).isEqualTo(Map.entry("a", 5));
        Map.Entry<?, ?> back = (Map.Entry<?, ?>) crossed(ofAccounts, new AbstractMap.SimpleEntry<>("a", new Account()));
        assertThat(back.getKey()).isEqualTo("a");
        assertThat(back.getValue()).isExactlyInstanceOf(Account.class);
    }

    private Object crossed(Type type, Object value) {
        Codec<Object> codec = codecs.codecFor(type);
        return codec.decode(codec.encode(value));
    }

    private void assertRefused(Type type, Object value) {
        Codec<Object> codec = codecs.codecFor(type);
        assertThatThrownBy(() -> codec.encode(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
