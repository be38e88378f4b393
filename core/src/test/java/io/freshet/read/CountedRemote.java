package io.freshet.read;

import io.freshet.remote.ControlStore;
import io.freshet.remote.EntryStore;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.Partitions;
import io.freshet.remote.Remote;
import io.freshet.remote.Roster;
import io.freshet.remote.Sequencer;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts what is sent to a shared tier: entries, claims and validations. */
final class CountedRemote implements Remote, EntryStore, FleetFlights {

    private final Remote remote;
    final AtomicInteger gets = new AtomicInteger();
    final AtomicInteger bulkGets = new AtomicInteger();
    final AtomicInteger puts = new AtomicInteger();
    final AtomicInteger claims = new AtomicInteger();
    final AtomicInteger validations = new AtomicInteger();
    /** What looks for entries are answered with; null for what is there. */
    @Nullable
    CompletableFuture<byte @Nullable []> answer;

    CountedRemote(Remote remote) {
        this.remote = remote;
    }

    @Override
    public EntryStore entries() {
        return this;
    }

    @Override
    public Partitions partitions() {
        return new Partitions(
                remote.partitions().sequencers().stream().map(this::counted).toList());
    }

    private Sequencer counted(Sequencer sequencer) {
        return (Sequencer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Sequencer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("validate")) {
                        validations.incrementAndGet();
                    }
                    return method.invoke(sequencer, arguments);
                });
    }

    @Override
    public FleetFlights flights() {
        return this;
    }

    @Override
    public ControlStore controls() {
        return remote.controls();
    }

    @Override
    public Roster roster() {
        return remote.roster();
    }

    @Override
    public String description() {
        return remote.description();
    }

    @Override
    public void close() {
        remote.close();
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        gets.incrementAndGet();
        return answer != null ? answer : remote.entries().get(key);
    }

    @Override
    public CompletionStage<List<byte @Nullable []>> getAll(List<String> keys) {
        bulkGets.incrementAndGet();
        return remote.entries().getAll(keys);
    }

    @Override
    public CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive) {
        puts.incrementAndGet();
        return remote.entries().put(key, bytes, timeToLive);
    }

    @Override
    public CompletionStage<@Nullable Void> remove(String key) {
        return remote.entries().remove(key);
    }

    @Override
    public CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
        claims.incrementAndGet();
        return remote.flights().claim(key, owner, lease);
    }

    @Override
    public CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
        return remote.flights().prolong(key, owner, lease);
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, String owner) {
        return remote.flights().release(key, owner);
    }

    @Override
    public void onReleased(Consumer<String> listener) {
        remote.flights().onReleased(listener);
    }

    void reset() {
        List.of(gets, bulkGets, puts, claims, validations).forEach(count -> count.set(0));
    }

    /** GET, MGET, SET and claims, in this order. */
    List<Integer> sent() {
        return List.of(gets.get(), bulkGets.get(), puts.get(), claims.get());
    }
}
