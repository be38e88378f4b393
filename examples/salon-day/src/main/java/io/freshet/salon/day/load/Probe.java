package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Numbers;
import io.freshet.salon.day.http.Answer;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads one checked number out of an answer. Answers may show the number of the day together with something that does not change, such as the
 * days before: the difference is taken before the load begins. Immutable and thread-safe.
 */
final class Probe {
    private final Fact fact;
    private final Function<Answer, OptionalLong> number;

    private Probe(Fact fact, Function<Answer, OptionalLong> number) {
        this.fact = fact;
        this.number = number;
    }

    /** The number is the first field of this name. */
    static Probe field(Fact fact, String name) {
        byte[] text = Numbers.field(name);
        return new Probe(fact, answer -> find(text, answer));
    }

    /** The number is the sum of all fields of this name. */
    static Probe sum(Fact fact, String name) {
        byte[] text = Numbers.field(name);
        return new Probe(
                fact,
                answer -> OptionalLong.of(Numbers.sum(text, answer.bytes(), answer.bodyStart(), answer.bodyEnd())));
    }

    /** The number is one field plus or minus another. */
    static Probe pair(Fact fact, String name, int sign, String other) {
        byte[] first = Numbers.field(name);
        byte[] second = Numbers.field(other);
        return new Probe(fact, answer -> {
            OptionalLong a = find(first, answer);
            OptionalLong b = find(second, answer);
            return a.isPresent() && b.isPresent()
                    ? OptionalLong.of(a.getAsLong() + sign * b.getAsLong())
                    : OptionalLong.empty();
        });
    }

    Fact fact() {
        return fact;
    }

    /** Returns the number, empty if the answer does not have it. */
    OptionalLong read(Answer answer) {
        return number.apply(answer);
    }

    private static OptionalLong find(byte[] text, Answer answer) {
        return Numbers.find(text, answer.bytes(), answer.bodyStart(), answer.bodyEnd());
    }
}
