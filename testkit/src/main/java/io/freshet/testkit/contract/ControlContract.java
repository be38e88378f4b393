package io.freshet.testkit.contract;

import io.freshet.remote.ControlStore;
import io.freshet.remote.ControlStore.Controlled;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of {@link ControlStore}: one version of what is set, for all instances. */
public interface ControlContract extends Rules {

    private ControlStore controls() {
        return fleet().connect().controls();
    }

    private static boolean changed(ControlStore controls, long expected, String name, String text) {
        return now(controls.change(expected, name, text));
    }

    @Test
    default void atFirstNothingIsSet() {
        assertThat(now(controls().read())).isEqualTo(Controlled.NOTHING);
    }

    @Test
    default void whatIsSetIsReadByAllInstances() {
        changed(controls(), 0, "off cache:a b", "true\tJürgen\t7\t");

        assertThat(now(controls().read())).isEqualTo(new Controlled(1, Map.of("off cache:a b", "true\tJürgen\t7\t")));
    }

    @Test
    default void aChangeLeavesWhatElseIsSet() {
        ControlStore controls = controls();
        changed(controls, 0, "one", "1");
        changed(controls, 1, "two", "2");
        changed(controls, 2, "one", "");

        assertThat(now(controls.read())).isEqualTo(new Controlled(3, Map.of("one", "", "two", "2")));
    }

    @Test
    default void aChangeFromAnotherVersionIsRefused() {
        ControlStore controls = controls();
        changed(controls, 0, "one", "1");

        assertThat(changed(controls, 0, "one", "2")).isFalse();
        assertThat(changed(controls, 2, "one", "2")).isFalse();
        assertThat(now(controls.read()).texts()).isEqualTo(Map.of("one", "1"));
    }

    @Test
    default void ofTwoChangesAtTheSameTimeExactlyOneIsMade() {
        ControlStore a = controls();
        ControlStore b = controls();

        for (int version = 0; version < 50; version++) {
            List<CompletionStage<Boolean>> both = List.of(a.change(version, "a", "1"), b.change(version, "b", "1"));
            assertThat(both.stream().map(Answers::now)).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    default void aChangeIsToldToAllInstances() {
        ControlStore a = controls();
        AtomicBoolean told = new AtomicBoolean();
        controls().onChanged(() -> told.set(true));

        fleet().eventually("word of a change", () -> {
            changed(a, now(a.read()).version(), "name", "text");
            return told.get();
        });
    }

    @Test
    default void whatIsForgottenIsPutBack() {
        ControlStore controls = controls();
        Controlled known = new Controlled(7, Map.of("one", "1", "two", ""));

        now(controls.restore(known));

        assertThat(now(controls().read())).isEqualTo(known);
        now(controls.restore(new Controlled(8, Map.of("one", "2"))));
        assertThat(now(controls().read())).isEqualTo(new Controlled(8, Map.of("one", "2")));
    }

    @Test
    default void whatIsAsNewIsNotReplacedByWhatSomebodyRemembers() {
        ControlStore controls = controls();
        changed(controls, 0, "one", "1");

        now(controls.restore(new Controlled(1, Map.of("one", "2"))));
        now(controls.restore(Controlled.NOTHING));

        assertThat(now(controls.read())).isEqualTo(new Controlled(1, Map.of("one", "1")));
    }
}
