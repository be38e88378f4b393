package io.freshet.testkit.contract;

import io.freshet.remote.Remote;

/** The kit, run against a tier that breaks a rule. Started by {@link BreachTests} only, one run at a time. */
class FlawedKit extends RemoteContract {

    static Breach breach = Breach.NONE;

    private final FlawedServer server = new FlawedServer(breach);

    @Override
    protected Remote connect() {
        return server.connect();
    }

    @Override
    protected Server server() {
        return server;
    }
}
