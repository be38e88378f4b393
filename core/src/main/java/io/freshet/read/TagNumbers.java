package io.freshet.read;

import io.freshet.entry.Stamp;
import io.freshet.remote.Partitions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the shared tier says at present of the tags of many entries: one question for each partition, sent at once. {@link Confirmation} is the same
 * for one entry, and says why its answers suffice. Used by one thread.
 */
final class TagNumbers {

    private final Partitions partitions;
    private final Set<Long> tags = new HashSet<>();
    private final Map<Integer, List<Long>> split = new TreeMap<>();
    private final Map<Integer, CompletionStage<long[]>> asked = new TreeMap<>();
    private final Map<Long, Long> numbers = new HashMap<>();

    private TagNumbers(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Asks. */
    static TagNumbers ask(Partitions partitions, Iterable<long[]> all) {
        TagNumbers question = new TagNumbers(partitions);
        for (long[] some : all) {
            for (long tag : some) {
                if (question.tags.add(tag)) {
                    question.split
                            .computeIfAbsent(partitions.of(tag), any -> new ArrayList<>())
                            .add(tag);
                }
            }
        }
        question.split.forEach((partition, some) -> question.asked.put(
                partition,
                partitions
                        .get(partition)
                        .validate(some.stream().mapToLong(Long::longValue).toArray())));
        return question;
    }

    /** Waits for the answers. */
    void await(Duration atMost) throws ExecutionException, TimeoutException, InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (Map.Entry<Integer, CompletionStage<long[]>> one : asked.entrySet()) {
            long left = Math.max(0, until - System.nanoTime());
            long[] seqs = one.getValue().toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
            List<Long> of = split.getOrDefault(one.getKey(), List.of());
            for (int i = 0; i < seqs.length; i++) {
                numbers.put(of.get(i), seqs[i]);
            }
        }
    }

    /** Whether it asked for all of these. */
    boolean covers(long[] some) {
        for (long tag : some) {
            if (!tags.contains(tag)) {
                return false;
            }
        }
        return true;
    }

    /** Whether each of these is known, which takes a certified partition, and was not raised since the stamp. */
    boolean holdFor(Stamp stamp, long[] some) {
        for (long tag : some) {
            Long number = numbers.get(tag);
            if (number == null || number > stamp.of(partitions.of(tag))) {
                return false;
            }
        }
        return true;
    }
}
