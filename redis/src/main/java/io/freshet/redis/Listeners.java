package io.freshet.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who hears something. One that fails does not keep the others from hearing. Thread-safe.
 *
 * @param <T> what is heard
 */
final class Listeners<T> {

    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final List<Consumer<T>> all = new CopyOnWriteArrayList<>();

    void add(Consumer<T> listener) {
        all.add(listener);
    }

    void clear() {
        all.clear();
    }

    void tell(T news) {
        for (Consumer<T> listener : all) {
            try {
                listener.accept(news);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A listener failed on " + news, e);
            }
        }
    }
}
