package io.freshet.simulation;

import io.freshet.remote.ControlStore;
import io.freshet.remote.EntryStore;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.InProcessControls;
import io.freshet.remote.InProcessRoster;
import io.freshet.remote.Partitions;
import io.freshet.remote.Remote;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Roster;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The shared tier as the reads of one instance see it: stores land late, in any order or never, and anything may happen during a look-up. */
final class SimulatedTier implements Remote, EntryStore {

    private final SimulatedFleet fleet;
    private final SimulatedInstance instance;
    private final Partitions partitions;

    SimulatedTier(SimulatedFleet fleet, SimulatedInstance instance, Partitions partitions) {
        this.fleet = fleet;
        this.instance = instance;
        this.partitions = partitions;
    }

    @Override
    public EntryStore entries() {
        return this;
    }

    @Override
    public Partitions partitions() {
        return partitions;
    }

    @Override
    public FleetFlights flights() {
        return NoFlights.INSTANCE;
    }

    @Override
    public ControlStore controls() {
        return new InProcessControls();
    }

    @Override
    public Roster roster() {
        return new InProcessRoster(System::nanoTime);
    }

    @Override
    public String description() {
        return "simulated";
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        fleet.interlude(instance);
        byte[] found = instance.server().entries().get(key);
        fleet.interlude(instance);
        return instance.isCutOff()
                ? CompletableFuture.failedFuture(new RemoteException("away"))
                : CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive) {
        fleet.soonOrLater(instance, () -> {
            if (!instance.isCutOff()) {
                instance.server().entries().put(key, bytes);
            }
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Void> remove(String key) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
