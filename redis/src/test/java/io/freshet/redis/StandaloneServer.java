package io.freshet.redis;

import io.freshet.testkit.contract.Server;
import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.RedisBinary;

/** One Redis that keeps its data, as the compatibility kit ill-treats it. */
final class StandaloneServer implements Server, AutoCloseable {

    private final RealRedis redis;

    StandaloneServer(RedisBinary binary) {
        redis = RealRedis.start(binary, "--appendonly", "yes", "--appendfsync", "everysec");
        keepBacklog();
    }

    /** The first replica that a server ever has gives it a new id, and the test means the second. */
    private void keepBacklog() {
        RealRedis.startReplicaOf(redis).close();
    }

    RealRedis redis() {
        return redis;
    }

    @Override
    public void emptied() {
        redis.ask("FLUSHALL");
    }

    @Override
    public void restartedKeepingData() {
        redis.restart();
        keepBacklog();
    }

    /** The promoted replica's data move back to the first server's address, since nothing else is known to the clients. */
    @Override
    public void promotedFromOlderImage(Runnable lostWrites) {
        try (RealRedis replica = RealRedis.startReplicaOf(redis)) {
            replica.pause();
            try {
                redis.killClients("replica");
                lostWrites.run();
                redis.kill();
            } finally {
                replica.resume();
            }
            replica.promote();
            redis.restart();
            redis.follow(replica);
            redis.awaitInSync();
            redis.promote();
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
