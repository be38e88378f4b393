package io.freshet.bench.visibility;

import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.child.RunningChild;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.system.Servers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One system: an instance that writes and one that reads, each in a JVM of its own, and this JVM, which tells them what to
 * do and joins what they noted. Their instants are comparable, which is checked.
 *
 * <p>Several such pairs, each with servers of its own, share the kills: a client may take 100 ms to connect again, and
 * meanwhile there is nothing to kill. Writes are timed on the first pair only, before there are others.
 */
final class VisibilityRun {

    /** The optimizing compiler works for minutes in each JVM, and on two processors it is what a 99th percentile would show. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private final Peer peer;
    private final VisibilitySettings settings;

    VisibilityRun(Peer peer, VisibilitySettings settings) {
        this.peer = peer;
        this.settings = settings;
    }

    /** Measures on databases whose table exists at version 0, and empty Redis servers. */
    VisibilityResult measure(List<Servers> lanes) throws InterruptedException, ExecutionException {
        Sightings sightings;
        KillFigures figures = KillFigures.NONE;
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
        try (Pair first = Pair.start(peer, lanes.get(0))) {
            watch(first, VisibilitySettings.WARM_UP);
            sightings = watch(first, settings.writes());
            List<Future<KillFigures>> others = new ArrayList<>();
            for (int lane = 1; lane < lanes.size(); lane++) {
                Servers servers = lanes.get(lane);
                others.add(threads.submit(() -> killsOfAnotherPair(servers, settings.kills() / lanes.size())));
            }
            int rest = settings.kills() - others.size() * (settings.kills() / lanes.size());
            figures = figures.plus(kills(first, rest));
            for (Future<KillFigures> other : others) {
                figures = figures.plus(other.get());
            }
        } finally {
            threads.shutdownNow();
        }
        return VisibilityResult.of(peer.label(), sightings, figures);
    }

    private KillFigures killsOfAnotherPair(Servers servers, int kills) throws InterruptedException {
        try (Pair pair = Pair.start(peer, servers)) {
            return kills(pair, kills);
        }
    }

    private KillFigures kills(Pair pair, int kills) throws InterruptedException {
        return new KillPhase(pair.writer(), pair.reader(), kills, settings).run();
    }

    private static Sightings watch(Pair pair, int writes) {
        pair.reader().ask(ReaderChild.WATCH);
        long[] written = pair.writer().ask(WriterChild.WRITE, writes);
        long[] seen = pair.reader().ask(ReaderChild.SEEN, written[written.length - 3]);
        return Sightings.of(written, Arrays.copyOfRange(seen, 1, seen.length), seen[0]);
    }

    private record Pair(RunningChild writer, RunningChild reader) implements AutoCloseable {

        static Pair start(Peer peer, Servers servers) {
            List<String> arguments = List.of(peer.label(), Integer.toString(servers.redisPort()), servers.jdbcUrl());
            Pair pair = new Pair(
                    ChildJvm.start(WriterChild.class, arguments, ChildJvm.QUIET, QUICK_COMPILER),
                    ChildJvm.start(ReaderChild.class, arguments, ChildJvm.QUIET, QUICK_COMPILER));
            pair.writer.requireSameClock();
            pair.reader.requireSameClock();
            return pair;
        }

        @Override
        public void close() {
            writer.close();
            reader.close();
        }
    }
}
