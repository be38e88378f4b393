package io.freshet.bench.faults;

import io.freshet.testkit.server.FaultProxy;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.ReplicatedPostgres;
import org.postgresql.ds.PGSimpleDataSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A primary with a synchronous standby behind one address, which moves when the standby is promoted. */
final class DatabaseStage extends Stage {

    private static final long PAUSE_MILLIS = 2_500;

    private final ReplicatedPostgres postgres;
    private final FaultProxy proxy;
    private final Fleet fleet;

    DatabaseStage(Duration bound) {
        super(bound);
        postgres = opened(ReplicatedPostgres.startSynchronous(Map.of()));
        RealRedis redis = opened(RealRedis.start());
        proxy = opened(FaultProxy.to(postgres.primary().port()));
        String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + RealPostgres.DATABASE + "?user="
                + RealPostgres.USER;
        PGSimpleDataSource outside = new PGSimpleDataSource();
        outside.setUrl(Urls.of(url));
        fleet = started(index -> List.of(redis.uri()), Urls.of(url), prepare(outside), outside);
    }

    @Override
    Fleet fleet() {
        return fleet;
    }

    @Override
    List<Fault> faults() {
        return List.of(
                new Fault("database paused", this::pause),
                new Fault("database connections cut", this::cut),
                new Fault("database restarted after a crash", this::crash),
                new Fault("database failed over to its standby", this::failOver));
    }

    private void pause() {
        postgres.primary().pause();
        Pause.of(PAUSE_MILLIS);
        postgres.primary().resume();
    }

    private void cut() {
        for (int i = 0; i < 5; i++) {
            proxy.cutAndCloseNew();
            proxy.pass();
            Pause.of(PAUSE_MILLIS / 5);
        }
    }

    private void crash() {
        postgres.primary().kill();
        Pause.of(PAUSE_MILLIS / 2);
        postgres.primary().restart();
        Pause.of(PAUSE_MILLIS / 2);
    }

    private void failOver() {
        postgres.killPrimary();
        RealPostgres promoted = postgres.promote();
        promoted.ask("ALTER SYSTEM SET synchronous_standby_names = ''");
        promoted.ask("SELECT pg_reload_conf()");
        proxy.redirect(promoted.port());
    }
}
