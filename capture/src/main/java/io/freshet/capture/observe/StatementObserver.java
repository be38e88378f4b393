package io.freshet.capture.observe;

import io.freshet.load.LoadObserver;

/** Watches the statements that a loader executes on captured connections, by the thread that it runs on. Thread-safe; never blocks. */
public final class StatementObserver implements LoadObserver {

    /** An observer of all captured data sources. */
    public StatementObserver() {}

    @Override
    public StatementObservation begin(String tenant) {
        return StatementObservation.begin(tenant);
    }
}
