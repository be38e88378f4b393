package io.freshet.redis;

import io.freshet.remote.Sequencer.Nudge;
import io.lettuce.core.pubsub.RedisPubSubAdapter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who hears bumps, and what the messages say: {@code 6442450945 00c0ffee00c0ffee,0123456789abcdef} is a number and the tags raised to it.
 * Anybody may publish anything: what cannot be read is passed over, since nothing depends on a nudge. Thread-safe.
 */
final class Nudges extends RedisPubSubAdapter<String, String> {

    private static final System.Logger LOG = System.getLogger(Nudges.class.getName());

    private final List<Consumer<Nudge>> listeners = new CopyOnWriteArrayList<>();

    void add(Consumer<Nudge> listener) {
        listeners.add(listener);
    }

    void clear() {
        listeners.clear();
    }

    @Override
    public void message(String channel, String message) {
        parse(message).ifPresent(nudge -> listeners.forEach(listener -> tell(listener, nudge)));
    }

    private static void tell(Consumer<Nudge> listener, Nudge nudge) {
        try {
            listener.accept(nudge);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener failed on the bump " + nudge.seq(), e);
        }
    }

    static Optional<Nudge> parse(String message) {
        int space = message.indexOf(' ');
        if (space <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Nudge(Long.parseLong(message, 0, space, 10), tags(message.substring(space + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long[] tags(String members) {
        return members.isEmpty()
                ? new long[0]
                : List.of(members.split(",", -1)).stream()
                        .mapToLong(RedisKeys::tag)
                        .toArray();
    }
}
