package io.freshet.redis;

import io.freshet.remote.Sequencer.Nudge;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who hears the bumps of a partition, and what the messages say: {@code 6442450945 1795248001100000 00c0ffee00c0ffee,0123456789abcdef} is a
 * number, when the change was committed by the server's clock in microseconds (-1 if that is not known), and the tags raised. Anybody may
 * publish anything: what cannot be read is passed over, since nothing depends on a nudge. Thread-safe.
 */
final class Nudges {

    private static final int FIELDS = 3;

    private final Listeners<Nudge> listeners = new Listeners<>();

    void add(Consumer<Nudge> listener) {
        listeners.add(listener);
    }

    void clear() {
        listeners.clear();
    }

    void hear(String message) {
        parse(message).ifPresent(listeners::tell);
    }

    static Optional<Nudge> parse(String message) {
        String[] fields = message.split(" ", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Nudge(Long.parseLong(fields[0]), tags(fields[2]), Long.parseLong(fields[1])));
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
