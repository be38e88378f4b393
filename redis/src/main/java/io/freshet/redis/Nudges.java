package io.freshet.redis;

import io.freshet.remote.Sequencer.Nudge;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who hears the bumps of a partition, and what the messages say: {@code 6442450945 1795248001100000 2 00c0ffee00c0ffee,0123456789abcdef
 * 1795248000000000 salon-1} is a number, when the change was committed by the server's clock in microseconds, how many others may hold a lease
 * (-1 if either is not known), the tags raised, when the lineage began by the server's clock in microseconds, and the instance whose writer did
 * it (empty for a relay). Anybody may publish anything: what cannot be read is passed over, since nothing depends on a nudge.
 *
 * <p>A number counts in its own sequence only: that of another one, heard on the same channel, could be taken for the next here and hide one
 * that was missed. So once a poll has told when the lineage here began, what tells of any other beginning is passed over. Thread-safe.
 */
final class Nudges {

    private static final int FIELDS = 6;

    private final Listeners<Nudge> listeners = new Listeners<>();
    private volatile @Nullable String followed;

    void add(Consumer<Nudge> listener) {
        listeners.add(listener);
    }

    void clear() {
        listeners.clear();
    }

    /** Hears from now on only what was raised in the lineage that began then. */
    void follow(String begun) {
        followed = begun;
    }

    void hear(String message) {
        parse(message).filter(this::isFollowed).map(Message::nudge).ifPresent(listeners::tell);
    }

    private boolean isFollowed(Message message) {
        String begun = followed;
        return begun == null || begun.equals(message.begun());
    }

    static Optional<Message> parse(String message) {
        String[] fields = message.split(" ", FIELDS);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Message(
                    new Nudge(
                            Long.parseLong(fields[0]),
                            tags(fields[3]),
                            Long.parseLong(fields[1]),
                            Integer.parseInt(fields[2]),
                            fields[5]),
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

    /**
     * What a message says.
     *
     * @param begun when the lineage began
     */
    record Message(Nudge nudge, String begun) {}
}
