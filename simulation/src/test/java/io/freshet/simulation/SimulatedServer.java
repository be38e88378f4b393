package io.freshet.simulation;

import io.freshet.remote.InProcessRemote;
import io.freshet.remote.InProcessRemote.Image;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.ServerFaults;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One server of the shared tier: the sequence in process, entries, and what a replica has that stopped following. */
final class SimulatedServer {

    private final InProcessRemote remote;
    private final Map<String, byte[]> entries = new HashMap<>();
    private Image image;
    private boolean away;

    SimulatedServer(LongSupplier nanos, int partitions) {
        remote = new InProcessRemote(nanos, partitions);
        image = remote.image();
    }

    /** Hears bumps. */
    interface Listener {
        void nudged(int partition, Nudge nudge);
    }

    void listen(Listener listener) {
        for (int i = 0; i < partitions(); i++) {
            int partition = i;
            sequencer(i).onNudge(nudge -> listener.nudged(partition, nudge));
        }
    }

    int partitions() {
        return remote.partitions().count();
    }

    Sequencer sequencer(int partition) {
        return remote.partitions().get(partition);
    }

    Map<String, byte[]> entries() {
        return entries;
    }

    boolean isAway() {
        return away;
    }

    void away(boolean is) {
        away = is;
    }

    void wipe() {
        remote.wipe();
        entries.clear();
    }

    void restart() {
        remote.failOver(remote.image());
    }

    /** From here on the replica does not follow any more. */
    void loseReplica() {
        image = remote.image();
    }

    void failOver() {
        remote.failOver(image);
    }

    void lose(int partition, ServerFaults.Key key) {
        ServerFaults.lose(remote, partition, key);
    }

    void trim(int partition, int most) {
        ServerFaults.trim(remote, partition, most);
    }

    /** Another server that was this one's replica until now, or until it stopped following. */
    SimulatedServer split(LongSupplier nanos, boolean lagging) {
        SimulatedServer other = new SimulatedServer(nanos, partitions());
        other.remote.failOver(lagging ? image : remote.image());
        other.entries.putAll(entries);
        return other;
    }
}
