package io.freshet.bench.stampede;

import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.child.RunningChild;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.system.Servers;
import org.postgresql.ds.PGSimpleDataSource;

import javax.sql.DataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One system: two instances in JVMs of their own, whose callers all start at one instant. Before each round both instances
 * hold the value; then one of them writes, which invalidates it in every tier.
 */
final class StampedeRun {
    private final RunningChild one;
    private final RunningChild other;
    private final DataSource database;

    private StampedeRun(RunningChild one, RunningChild other, DataSource database) {
        this.one = one;
        this.other = other;
        this.database = database;
    }

    /** Measures on a database whose table exists at version 0, and an empty Redis. */
    static StampedeResult measure(Peer peer, StampedeSettings settings, Servers servers)
            throws SQLException, InterruptedException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(servers.jdbcUrl());
        LoadCounter.create(database);
        try (RunningChild one = start(peer, settings, servers, "one");
                RunningChild other = start(peer, settings, servers, "other")) {
            one.requireSameClock();
            other.requireSameClock();
            return new StampedeRun(one, other, database).rounds(peer.label(), settings);
        }
    }

    private static RunningChild start(Peer peer, StampedeSettings settings, Servers servers, String instance) {
        return ChildJvm.start(
                CallersChild.class,
                List.of(
                        peer.label(),
                        Integer.toString(servers.redisPort()),
                        servers.jdbcUrl(),
                        instance,
                        Integer.toString(settings.callers())));
    }

    private StampedeResult rounds(String name, StampedeSettings settings) throws SQLException, InterruptedException {
        List<StampedeResult.Round> rounds = new ArrayList<>();
        for (int i = 0; i < StampedeSettings.WARM_UP + settings.rounds(); i++) {
            rounds.add(round());
        }
        return StampedeResult.of(name, 2 * settings.callers(), rounds.subList(StampedeSettings.WARM_UP, rounds.size()));
    }

    private StampedeResult.Round round() throws SQLException, InterruptedException {
        one.ask(CallersChild.READ);
        other.ask(CallersChild.READ);
        long version = one.ask(CallersChild.WRITE)[0];
        Thread.sleep(StampedeSettings.SETTLE.toMillis());
        long loadsBefore = LoadCounter.total(database);
        long start = System.nanoTime() + StampedeSettings.GATHER.toNanos();
        one.tell(CallersChild.RUSH, start, version);
        other.tell(CallersChild.RUSH, start, version);
        long[] ended = one.answer();
        long[] otherEnded = other.answer();
        return new StampedeResult.Round(
                LoadCounter.total(database) - loadsBefore,
                Math.max(ended[0], otherEnded[0]) - start,
                ended[1] + otherEnded[1]);
    }
}
