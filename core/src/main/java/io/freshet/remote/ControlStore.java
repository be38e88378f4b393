package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Where what people set at run time lies for the whole fleet: texts under names, and one version that each change raises. Nothing of the consistency
 * protocol rests on it. Thread-safe; never blocks; stages complete exceptionally with {@link RemoteException}.
 */
public interface ControlStore {

    /** All that is set; version 0 and nothing if nothing ever was, or if the server has forgotten it. */
    CompletionStage<Controlled> read();

    /**
     * Sets a name to a text and tells all who listen, if nothing was changed since this version; answers whether it did.
     *
     * @param expected the version that the change was made from
     */
    CompletionStage<Boolean> change(long expected, String name, String text);

    /** Puts back what a server has forgotten, and tells all who listen; does nothing if its version is as new, or newer. */
    CompletionStage<@Nullable Void> restore(Controlled known);

    /** Hears that something was changed; messages may be lost. The listener must not block. */
    void onChanged(Runnable listener);

    /**
     * What is set.
     *
     * @param version how many changes it took
     * @param texts by name
     */
    record Controlled(long version, Map<String, String> texts) {

        /** Nothing was ever set. */
        public static final Controlled NOTHING = new Controlled(0, Map.of());

        /** Copies. */
        public Controlled {
            texts = Map.copyOf(texts);
        }
    }
}
