package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Who is there, told inside a process. Thread-safe. */
public final class InProcessRoster implements Roster {

    private final Map<String, Told> told = new TreeMap<>();
    private final LongSupplier nanos;

    /**
     * Lists nobody.
     *
     * @param nanos a monotonic clock
     */
    public InProcessRoster(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public synchronized CompletionStage<@Nullable String> enter(String instance, String text, Duration lease) {
        Roster.requireShort(text);
        Told before = told.put(instance, new Told(text, nanos.getAsLong(), lease));
        told.values().removeIf(each -> each.left(nanos.getAsLong()).plus(KEPT).isNegative());
        return CompletableFuture.completedFuture(before == null ? null : before.text);
    }

    @Override
    public synchronized CompletionStage<List<Listed>> all() {
        long now = nanos.getAsLong();
        return CompletableFuture.completedFuture(told.entrySet().stream()
                .filter(each -> !each.getValue().left(now).plus(KEPT).isNegative())
                .map(each -> each.getValue().listed(each.getKey(), now))
                .toList());
    }

    /** Forgets everybody, as a server does that is restarted without its data. */
    synchronized void wipe() {
        told.clear();
    }

    private record Told(String text, long atNanos, Duration lease) {

        Duration left(long nowNanos) {
            return lease.minusNanos(nowNanos - atNanos);
        }

        Listed listed(String instance, long nowNanos) {
            return new Listed(instance, text, Duration.ofNanos(nowNanos - atNanos), left(nowNanos));
        }
    }
}
