package io.freshet.relay;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * Asks several partitions at once, so that it takes as long as the slowest. A partition that fails is left out of what follows and does not
 * stop the others; its failure comes out at the end. Used by one thread.
 */
final class FanOut {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long BRIEFLY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Set<Integer> suspects;
    private final Set<Integer> failed = new TreeSet<>();
    private @Nullable Exception failure;

    /**
     * For one round of questions.
     *
     * @param suspects the partitions that failed in the round before
     */
    FanOut(Set<Integer> suspects) {
        this.suspects = Set.copyOf(suspects);
    }

    /** What each partition answered; without those that failed. One that failed before does not hold up the others. */
    <T> Map<Integer, T> ask(Collection<Integer> partitions, IntFunction<CompletionStage<T>> question)
            throws InterruptedException {
        long start = System.nanoTime();
        boolean holdsOthersUp = !suspects.containsAll(partitions);
        Map<Integer, CompletionStage<T>> asked = new TreeMap<>();
        for (int partition : partitions) {
            asked.put(partition, question.apply(partition));
        }
        Map<Integer, T> answers = new TreeMap<>();
        for (Map.Entry<Integer, CompletionStage<T>> one : asked.entrySet()) {
            int partition = one.getKey();
            long limit = holdsOthersUp && suspects.contains(partition) ? BRIEFLY_NANOS : TIMEOUT_NANOS;
            attempt(partition, () -> {
                long left = Math.max(0, start + limit - System.nanoTime());
                answers.put(partition, one.getValue().toCompletableFuture().get(left, TimeUnit.NANOSECONDS));
            });
        }
        return answers;
    }

    /** Does something with each, and keeps what it answered; without those that failed. */
    <T, R> Map<Integer, R> each(Map<Integer, T> partitions, Step<T, R> step) throws InterruptedException {
        Map<Integer, R> results = new TreeMap<>();
        for (Map.Entry<Integer, T> one : partitions.entrySet()) {
            attempt(one.getKey(), () -> results.put(one.getKey(), step.run(one.getKey(), one.getValue())));
        }
        return results;
    }

    private void attempt(int partition, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (ExecutionException | TimeoutException e) {
            failed.add(partition);
            if (failure == null) {
                failure = e;
            }
        }
    }

    /** The partitions that failed. */
    Set<Integer> failed() {
        return failed;
    }

    /** What the first partition that failed said; null if none did. */
    @Nullable
    Exception failure() {
        return failure;
    }

    static <T extends @Nullable Object> T await(CompletionStage<T> stage)
            throws ExecutionException, TimeoutException, InterruptedException {
        return stage.toCompletableFuture().get(TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
    }

    static <T> List<T> awaitAll(List<CompletionStage<T>> stages)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<T> answers = new ArrayList<>(stages.size());
        for (CompletionStage<T> stage : stages) {
            answers.add(await(stage));
        }
        return answers;
    }

    private interface Attempt {
        void run() throws ExecutionException, TimeoutException, InterruptedException;
    }

    /** What is done with one partition. */
    interface Step<T, R> {
        R run(int partition, T value) throws ExecutionException, TimeoutException, InterruptedException;
    }
}
