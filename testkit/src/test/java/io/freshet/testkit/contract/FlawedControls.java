package io.freshet.testkit.contract;

import io.freshet.remote.ControlStore.Controlled;

import java.util.HashMap;
import java.util.Map;

/** What is set on a {@link FlawedServer}. */
final class FlawedControls {

    private final FlawedServer server;
    private final Map<Integer, Controlled> ofEach = new HashMap<>();

    FlawedControls(FlawedServer server) {
        this.server = server;
    }

    Controlled read(int instance) {
        Controlled found = ofEach.getOrDefault(place(instance), Controlled.NOTHING);
        return found.version() == 0 && server.is(Breach.SOMETHING_SET_AT_FIRST)
                ? new Controlled(1, Map.of("any", "thing"))
                : found;
    }

    boolean change(int instance, long expected, String name, String text) {
        Controlled present = ofEach.getOrDefault(place(instance), Controlled.NOTHING);
        if (present.version() != expected && !server.is(Breach.CHANGE_FROM_ANY_VERSION)) {
            return false;
        }
        Map<String, String> texts =
                new HashMap<>(server.is(Breach.CHANGE_FORGETS_THE_OTHERS) ? Map.of() : present.texts());
        texts.put(name, text);
        ofEach.put(place(instance), new Controlled(present.version() + 1, texts));
        return true;
    }

    void restore(int instance, Controlled known) {
        boolean isNewer = known.version()
                > ofEach.getOrDefault(place(instance), Controlled.NOTHING).version();
        if (server.is(Breach.ANYTHING_PUT_BACK) || (isNewer && !server.is(Breach.NOTHING_PUT_BACK))) {
            ofEach.put(place(instance), known);
        }
    }

    private int place(int instance) {
        return server.is(Breach.CONTROLS_OF_EACH_INSTANCE) ? instance : 0;
    }
}
