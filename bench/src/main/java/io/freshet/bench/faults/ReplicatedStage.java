package io.freshet.bench.faults;

import io.freshet.testkit.server.FaultProxy;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.ReplicatedRedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Redis master with a replica behind one address, which moves when somebody fails over. */
final class ReplicatedStage extends Stage {

    private static final long WRITES_MILLIS = 1_000;

    private final ReplicatedRedis redis;
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final Fleet fleet;

    ReplicatedStage(Duration bound) {
        super(bound);
        RealPostgres postgres = opened(RealPostgres.start());
        redis = opened(ReplicatedRedis.start());
        for (int i = 0; i < Fleet.SIZE; i++) {
            proxies.add(opened(FaultProxy.to(redis.master().port())));
        }
        fleet = started(
                index -> List.of("redis://127.0.0.1:" + proxies.get(index).port()),
                Urls.of(postgres.jdbcUrl(RealPostgres.DATABASE)),
                prepare(postgres.dataSource(RealPostgres.DATABASE)),
                postgres.dataSource(RealPostgres.DATABASE));
    }

    @Override
    Fleet fleet() {
        return fleet;
    }

    @Override
    List<Fault> faults() {
        return List.of(
                new Fault("failover", this::failOver),
                new Fault("failover that loses acknowledged bumps", this::loseWrites),
                new Fault("split brain", this::splitBrain),
                new Fault("demoted and promoted again", this::demote));
    }

    private void failOver() {
        redis.failOver();
        moveAddress();
        redis.rejoin();
    }

    private void loseWrites() {
        redis.loseWritesAndFailOver(() -> Pause.of(WRITES_MILLIS));
        moveAddress();
        redis.rejoin();
    }

    /** One instance goes on with the former master, and one moves; the third moves later. */
    private void splitBrain() {
        redis.splitBrain();
        proxies.get(1).redirect(redis.replica().port());
        Pause.of(3 * WRITES_MILLIS);
        proxies.get(1).redirect(redis.master().port());
        redis.rejoin();
    }

    /** Under open connections: whoever looks only when it connects does not notice. */
    private void demote() {
        redis.master().follow(redis.replica());
        Pause.of(WRITES_MILLIS);
        redis.master().promote();
        Pause.of(WRITES_MILLIS);
        redis.rejoin();
    }

    private void moveAddress() {
        proxies.forEach(proxy -> proxy.redirect(redis.master().port()));
    }
}
