package io.freshet.redis;

import io.freshet.remote.Remote;
import io.freshet.testkit.contract.RemoteContract;
import io.freshet.testkit.contract.Server;
import io.freshet.testkit.server.RedisBinary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

/** The compatibility kit on one Redis: on the default one, and in partitions on an installed one if there is any. */
class StandaloneContractITests {

    @Nested
    class OnePartition extends OnOneRedis {
        OnePartition() {
            super(1, RedisBinary.byDefault());
        }
    }

    @Nested
    class SixteenPartitions extends OnOneRedis {
        SixteenPartitions() {
            super(16, Bench.newestServer());
        }
    }

    @TestInstance(PER_CLASS)
    abstract static class OnOneRedis extends RemoteContract {

        private final int partitions;
        private final StandaloneServer server;

        OnOneRedis(int partitions, RedisBinary binary) {
            this.partitions = partitions;
            this.server = new StandaloneServer(binary);
        }

        @Override
        protected Remote connect() {
            return Bench.connected(
                    Bench.settings(partitions).uri(server.redis().uri()).commandTimeout(Bench.PATIENT));
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
}
