package io.freshet.remote;

import io.freshet.change.ChangeSet;
import io.freshet.tag.Tag;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sequencers of a shared tier, one for each partition, and which tag belongs to which: the tag's hash modulo their number. One suffices
 * for a single server; in a cluster each lies on one of its nodes. Immutable and thread-safe.
 *
 * <p>All instances of a fleet must have the same number. A shared tier keeps what belongs to another number apart.
 *
 * @param sequencers in the order of their partitions
 */
public record Partitions(List<Sequencer> sequencers) {

    /** Copies. */
    public Partitions {
        sequencers = List.copyOf(sequencers);
        if (sequencers.isEmpty()) {
            throw new IllegalArgumentException("A shared tier has one partition at least");
        }
    }

    /** How many there are. */
    public int count() {
        return sequencers.size();
    }

    /** The partition of a tag. */
    public int of(long tag) {
        return of(tag, sequencers.size());
    }

    /** The partition of a tag among so many. */
    public static int of(long tag, int count) {
        return count == 1 ? 0 : (int) Long.remainderUnsigned(tag, count);
    }

    /** The sequencer of a partition. */
    public Sequencer get(int partition) {
        return sequencers.get(partition);
    }

    /** What a change raises in each partition; without those in which it raises nothing. */
    public Map<Integer, ChangeSet> split(ChangeSet change) {
        if (count() == 1) {
            return change.isEmpty() ? Map.of() : Map.of(0, change);
        }
        Map<Integer, List<Tag>> tags = change.tags().stream()
                .collect(Collectors.groupingBy(tag -> of(tag.hash()), TreeMap::new, Collectors.toList()));
        Map<Integer, ChangeSet> parts = new TreeMap<>();
        tags.forEach((partition, some) -> parts.put(partition, change.withTags(some)));
        return parts;
    }
}
