package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.freshet.remote.Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

import java.lang.reflect.Type;
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

    private Object crossed(Type type, Object value) {
        Codec<Object> codec = codecs.codecFor(type);
        return codec.decode(codec.encode(value));
    }

    private void assertRefused(Type type, Object value) {
        Codec<Object> codec = codecs.codecFor(type);
        assertThatThrownBy(() -> codec.encode(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
