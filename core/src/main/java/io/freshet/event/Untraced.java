package io.freshet.event;

import io.freshet.change.ChangeSet;

import java.util.function.Supplier;

/** Traces nothing. */
enum Untraced implements Tracer, Tracer.Span {
    TRACER;

    @Override
    public Span load(String cache, Supplier<String> key) {
        return this;
    }

    @Override
    public Span invalidation(ChangeSet change) {
        return this;
    }

    @Override
    public Runnable carried(Runnable work) {
        return work;
    }

    @Override
    public void outcome(String word) {
        // nobody asks
    }

    @Override
    public void failed(Throwable why) {
        // nobody asks
    }

    @Override
    public void leave() {
        // nobody stays
    }

    @Override
    public void close() {
        // nothing was begun
    }
}
