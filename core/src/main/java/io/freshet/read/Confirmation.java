package io.freshet.read;

import io.freshet.entry.Stamp;
import io.freshet.remote.Partitions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the shared tier says of some tags at present: the questions, one for each partition, sent at once. For strict reads: whatever was
 * acknowledged before they were sent has been bumped, so the answers show it. Used by one thread.
 */
final class Confirmation {

    private static final Confirmation GIVEN = new Confirmation(new long[0], Map.of(), true);

    private final long[] tags;
    private final Map<Integer, CompletionStage<long[]>> asked;
    private final boolean isGiven;

    private Confirmation(long[] tags, Map<Integer, CompletionStage<long[]>> asked, boolean isGiven) {
        this.tags = tags;
        this.asked = asked;
        this.isGiven = isGiven;
    }

    /** Nothing has to be asked. */
    static Confirmation given() {
        return GIVEN;
    }

    /** Asks. */
    static Confirmation ask(Partitions partitions, long[] tags) {
        Map<Integer, List<Long>> split = new TreeMap<>();
        for (long tag : tags) {
            split.computeIfAbsent(partitions.of(tag), any -> new ArrayList<>()).add(tag);
        }
        Map<Integer, CompletionStage<long[]>> asked = new TreeMap<>();
        split.forEach((partition, some) -> asked.put(
                partition,
                partitions
                        .get(partition)
                        .validate(some.stream().mapToLong(Long::longValue).toArray())));
        return new Confirmation(tags, asked, false);
    }

    /** Whether it asked for all of these. */
    boolean covers(long[] all) {
        return isGiven || (all.length <= tags.length && Arrays.stream(all).allMatch(this::asksFor));
    }

    private boolean asksFor(long tag) {
        for (long one : tags) {
            if (one == tag) {
                return true;
            }
        }
        return false;
    }

    /** Whether every partition is certified and raised none of the tags since the stamp; waits for the answers. */
    boolean holdsFor(Stamp stamp, Duration atMost) throws ExecutionException, TimeoutException, InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (Map.Entry<Integer, CompletionStage<long[]>> one : asked.entrySet()) {
            long[] seqs = one.getValue()
                    .toCompletableFuture()
                    .get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            long stamped = stamp.of(one.getKey());
            if (seqs.length == 0 || Arrays.stream(seqs).anyMatch(seq -> seq > stamped)) {
                return false;
            }
        }
        return true;
    }
}
