package io.freshet.audit.effect;

import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows the calls of one way to reach a database. */
interface Recognizer {

    /** What the call does, if it is of the kind that is known here. */
    Recognized recognize(Node node, Call call);

    /**
     * What was recognized.
     *
     * @param effects what the call does
     * @param unclear why that could not be told, if it could not
     */
    record Recognized(List<Effect> effects, Optional<Unclear> unclear) {

        static Recognized nothing() {
            return new Recognized(List.of(), Optional.empty());
        }

        static Recognized of(Effect effect) {
            return new Recognized(List.of(effect), Optional.empty());
        }

        static Recognized unresolved(String what) {
            return unclear(what, true);
        }

        static Recognized of(Optional<List<Effect>> effects, Supplier<String> what) {
            return of(effects, true, what);
        }

        static Recognized unclear(String what, boolean canWrite) {
            return new Recognized(List.of(), Optional.of(new Unclear(what, canWrite)));
        }

        static Recognized of(Optional<List<Effect>> effects, boolean canWrite, Supplier<String> what) {
            return effects.map(known -> new Recognized(known, Optional.empty()))
                    .orElseGet(() -> unclear(what.get() + " could not be read", canWrite));
        }
    }

    /** What could not be told of a call, and whether it may write. */
    record Unclear(String what, boolean canWrite) {}
}
