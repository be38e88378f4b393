package io.freshet.bench.faults;

import java.time.Duration;
import java.util.List;

/** What can befall instances, on whatever servers they are. */
final class Instances {

    private static final long PAUSE_MILLIS = 3_000;

    private Instances() {}

    static List<Fault> faults(Fleet fleet) {
        return List.of(
                new Fault("an instance killed while it writes", () -> kill(fleet)),
                new Fault("an instance paused for longer than its lease", () -> pause(fleet.node(1))),
                new Fault("the relay's instance paused", () -> pause(fleet.relay())),
                new Fault(
                        "an instance starved of processors",
                        () -> fleet.node(2).starve(Duration.ofMillis(PAUSE_MILLIS))),
                new Fault("instances paused in turn, within their leases", () -> hiccups(fleet)));
    }

    private static void kill(Fleet fleet) {
        for (int i = 0; i < 2; i++) {
            fleet.node(i).kill();
            Pause.of(PAUSE_MILLIS / 3);
            fleet.node(i).restart();
        }
    }

    private static void pause(NodeProcess node) {
        node.pause();
        Pause.of(PAUSE_MILLIS);
        node.resume();
        Pause.of(PAUSE_MILLIS / 3);
    }

    /** As long garbage collections do. */
    private static void hiccups(Fleet fleet) {
        for (int i = 0; i < 12; i++) {
            NodeProcess node = fleet.node(i % Fleet.SIZE);
            node.pause();
            Pause.of(300);
            node.resume();
            Pause.of(50);
        }
    }
}
