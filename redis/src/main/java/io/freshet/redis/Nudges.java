package io.freshet.redis;

import io.freshet.remote.Sequencer.Nudge;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who hears the bumps of a partition, and what the messages say: {@code 6442450945 1795248001100000 2 00c0ffee00c0ffee,0123456789abcdef salon-1}
 * is a number, when the change was committed by the server's clock in microseconds, how many others may hold a lease (-1 if either is not
 * known), the tags raised, and the instance whose writer did it (empty for a relay). Anybody may publish anything: what cannot be read is
 * passed over, since nothing depends on a nudge. Thread-safe.
 */
final class Nudges {

    private static final int FIELDS = 5;

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
        String[] fields = message.split(" ", FIELDS);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Nudge(
                    Long.parseLong(fields[0]),
                    tags(fields[3]),
                    Long.parseLong(fields[1]),
                    Integer.parseInt(fields[2]),
                    fields[4]));
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
