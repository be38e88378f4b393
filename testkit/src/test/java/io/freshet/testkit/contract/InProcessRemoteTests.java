package io.freshet.testkit.contract;

import io.freshet.remote.Remote;

/** The shared tier inside this process, in one partition. */
class InProcessRemoteTests extends RemoteContract {

    private final InProcessServer server = new InProcessServer(partitions());

    int partitions() {
        return 1;
    }

    @Override
    protected Remote connect() {
        return server.remote.connect();
    }

    @Override
    protected Server server() {
        return server;
    }
}
