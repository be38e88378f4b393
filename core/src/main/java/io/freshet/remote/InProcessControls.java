package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is set at run time, kept inside a process. Thread-safe. */
public final class InProcessControls implements ControlStore {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Controlled present = Controlled.NOTHING;

    /** Nothing set. */
    public InProcessControls() {}

    @Override
    public synchronized CompletionStage<Controlled> read() {
        return CompletableFuture.completedFuture(present);
    }

    @Override
    public CompletionStage<Boolean> change(long expected, String name, String text) {
        synchronized (this) {
            if (present.version() != expected) {
                return CompletableFuture.completedFuture(false);
            }
            Map<String, String> texts = new HashMap<>(present.texts());
            texts.put(name, text);
            present = new Controlled(expected + 1, texts);
        }
        listeners.forEach(Runnable::run);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<@Nullable Void> restore(Controlled known) {
        synchronized (this) {
            if (present.version() >= known.version()) {
                return CompletableFuture.completedFuture(null);
            }
            present = known;
        }
        listeners.forEach(Runnable::run);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onChanged(Runnable listener) {
        listeners.add(listener);
    }

    /** Forgets everything, as a server does that is restarted without its data. */
    synchronized void wipe() {
        present = Controlled.NOTHING;
    }
}
