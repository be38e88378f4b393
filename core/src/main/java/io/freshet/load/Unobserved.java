package io.freshet.load;

/** Sees nothing. */
enum Unobserved implements LoadObserver, LoadObserver.Observation {
    OBSERVER;

    @Override
    public Observation begin(String tenant) {
        return this;
    }

    @Override
    public Observed observed() {
        return Observed.NOTHING;
    }

    @Override
    public void close() {}
}
