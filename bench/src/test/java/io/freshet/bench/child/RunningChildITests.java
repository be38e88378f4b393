package io.freshet.bench.child;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class RunningChildITests {
    @Test
    void ask_childThatAnswers_sharesTheClock() {
        try (RunningChild child = ChildJvm.start(Adder.class, List.of("1000"))) {
            child.requireSameClock();
            assertThat(child.ask("add", 1, 2)).containsExactly(1_003);
            assertThat(child.ask("nothing")).isEmpty();
        }
    }

    @Test
    void ask_childThatFails_isNoticed() {
        try (RunningChild child = ChildJvm.start(Adder.class, List.of("0"))) {
            assertThatThrownBy(() -> child.ask("multiply", 2, 2)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Adds numbers to its argument. */
    static final class Adder {
        private Adder() {}

        public static void main(String[] arguments) throws Exception {
            Requests requests = Requests.fromParent();
            System.out.println("this must not be taken for an answer");
            requests.serve((verb, numbers) -> switch (verb) {
                case "add" ->
                    new long[] {
                        Long.parseLong(arguments[0]) + Arrays.stream(numbers).sum()
                    };
                case "nothing" -> new long[0];
                default -> throw Requests.unknown(verb, numbers);
            });
        }
    }
}
