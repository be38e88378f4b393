package io.freshet.bench.faults;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.RealSentinel;

import java.time.Duration;
import java.util.List;

/** A master and a replica under three sentinels, which fail over by themselves. */
final class SentinelStage extends Stage {

    private static final long PAUSE_MILLIS = 5_000;

    private final RealSentinel redis;
    private final Fleet fleet;

    SentinelStage(Duration bound) {
        super(bound);
        RealPostgres postgres = opened(RealPostgres.start());
        redis = opened(RealSentinel.start());
        String schema = prepare(postgres.dataSource(RealPostgres.DATABASE));
        fleet = started(
                index -> List.of(redis.uri()),
                Urls.of(postgres.jdbcUrl(RealPostgres.DATABASE)),
                schema,
                postgres.dataSource(RealPostgres.DATABASE));
    }

    @Override
    Fleet fleet() {
        return fleet;
    }

    @Override
    List<Fault> faults() {
        return List.of(
                new Fault("sentinel: master killed", this::killMaster),
                new Fault("sentinel: master paused, then demoted", this::pauseMaster),
                new Fault("sentinel: a sentinel killed", this::killSentinel));
    }

    private void killMaster() {
        redis.killMaster();
        redis.awaitFailover();
        redis.restartFormerMaster();
    }

    private void pauseMaster() {
        RealRedis master = redis.master();
        master.pause();
        redis.awaitFailover();
        Pause.of(PAUSE_MILLIS / 5);
        master.resume();
        redis.awaitOneMaster();
    }

    private void killSentinel() {
        RealRedis sentinel = redis.sentinels().get(0);
        sentinel.kill();
        Pause.of(PAUSE_MILLIS / 2);
        sentinel.restart();
    }
}
