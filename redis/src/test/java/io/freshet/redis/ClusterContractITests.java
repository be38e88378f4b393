package io.freshet.redis;

import io.freshet.remote.Remote;
import io.freshet.testkit.contract.RemoteContract;
import io.freshet.testkit.contract.Server;
import io.freshet.testkit.server.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

/** The compatibility kit on a Redis Cluster of three masters and three replicas. */
@Tag("long")
@TestInstance(PER_CLASS)
class ClusterContractITests extends RemoteContract {

    private final ClusterServer server = new ClusterServer(RealCluster.builder());

    @Override
    protected Remote connect() {
        return Bench.connected(
                Bench.settings(ClusterServer.PARTITIONS).cluster(server.uris()).commandTimeout(Bench.PATIENT));
    }

    @Override
    protected Server server() {
        return server;
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
