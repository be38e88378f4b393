package io.freshet.bench.visibility;

import io.freshet.bench.child.RunningChild;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Writes one key after the other, each once, killing all connections meanwhile, and judges each the settling time after
 * its write returned, while later ones are already being written. Not thread-safe.
 *
 * <p>A kill counts only if the reading instance held the value and there was a connection to kill.
 */
final class KillPhase {
    private static final long NANOS_BETWEEN_KILLS = 50_000_000;
    private static final long PAUSE_MILLIS = 10;
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(10);

    private final RunningChild writer;
    private final RunningChild reader;
    private final int kills;
    private final VisibilitySettings settings;
    private final Set<Long> counted = new HashSet<>();
    private final Map<Long, Long> writing = new HashMap<>(); // key -> nano time of its begin
    private final Queue<Returned> returned = new ArrayDeque<>();
    private long connectionsKilled;
    private int failedWrites;
    private int staleAfterKill;

    KillPhase(RunningChild writer, RunningChild reader, int kills, VisibilitySettings settings) {
        this.writer = writer;
        this.reader = reader;
        this.kills = kills;
        this.settings = settings;
    }

    KillFigures run() throws InterruptedException {
        for (long key = 1; counted.size() < kills; key++) {
            if (key > settings.attempts()) {
                throw new IllegalStateException("Only " + counted.size() + " of " + settings.attempts()
                        + " writes met a cached value and a connection to kill");
            }
            long next = System.nanoTime() + NANOS_BETWEEN_KILLS;
            writeAndKill(key);
            do {
                hearOfReturns();
                judge();
            } while (pauseUntil(next));
        }
        while (!writing.isEmpty() || !returned.isEmpty()) {
            hearOfReturns();
            judge();
            Thread.sleep(PAUSE_MILLIS);
        }
        return new KillFigures(counted.size(), connectionsKilled, failedWrites, staleAfterKill);
    }

    private void writeAndKill(long key) {
        if (reader.ask(ReaderChild.HOLD, key)[0] == 0) {
            return;
        }
        long killed = writer.ask(WriterChild.WRITE_AND_KILL, key)[0];
        writing.put(key, System.nanoTime());
        if (killed > 0) {
            counted.add(key);
            connectionsKilled += killed;
        }
    }

    private void hearOfReturns() {
        long[] answer = writer.ask(WriterChild.RETURNED);
        for (int i = 0; i < answer.length; i += 3) {
            if (writing.remove(answer[i]) != null) {
                returned(answer[i], answer[i + 1], answer[i + 2] == 1);
            }
        }
        long now = System.nanoTime();
        List<Long> overdue = new ArrayList<>(writing.keySet());
        overdue.removeIf(key -> now - writing.getOrDefault(key, now) < RETURN_LIMIT.toNanos());
        overdue.forEach(key -> {
            writing.remove(key);
            returned(key, now, false);
        });
    }

    private void returned(long key, long nanoTime, boolean succeeded) {
        returned.add(new Returned(key, nanoTime));
        if (!succeeded && counted.contains(key)) {
            failedWrites++;
        }
    }

    private void judge() {
        for (Returned next = returned.peek(); next != null && isSettled(next); next = returned.peek()) {
            returned.remove();
            long version = reader.ask(ReaderChild.JUDGE, next.key())[0];
            if (version == 0 && counted.contains(next.key())) {
                staleAfterKill++;
            }
        }
    }

    private boolean isSettled(Returned write) {
        return System.nanoTime() - write.nanoTime() >= settings.settle().toNanos();
    }

    /** Sleeps a little; answers whether there is time left. */
    private static boolean pauseUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Math.min(PAUSE_MILLIS, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        }
        return System.nanoTime() < nanoTime;
    }

    private record Returned(long key, long nanoTime) {}
}
