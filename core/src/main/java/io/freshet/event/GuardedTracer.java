package io.freshet.event;

import io.freshet.change.ChangeSet;

import java.util.function.Supplier;

/** A tracer whose failures are reported and go no further: a change is made effective and a value loaded whatever becomes of the trace. Thread-safe. */
final class GuardedTracer implements Tracer {

    private final Tracer tracer;

    GuardedTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Span load(String cache, Supplier<String> key) {
        return begun(() -> tracer.load(cache, key));
    }

    @Override
    public Span invalidation(ChangeSet change) {
        return begun(() -> tracer.invalidation(change));
    }

    private static Span begun(Supplier<Span> begin) {
        try {
            return new GuardedSpan(begin.get());
        } catch (RuntimeException e) {
            CacheEvents.report(e);
            return Untraced.TRACER;
        }
    }

    @Override
    public Runnable carried(Runnable work) {
        try {
            return tracer.carried(work);
        } catch (RuntimeException e) {
            CacheEvents.report(e);
            return work;
        }
    }

    private record GuardedSpan(Span span) implements Span {

        @Override
        public void outcome(String word) {
            guarded(() -> span.outcome(word));
        }

        @Override
        public void failed(Throwable why) {
            guarded(() -> span.failed(why));
        }

        @Override
        public void leave() {
            guarded(span::leave);
        }

        @Override
        public void close() {
            guarded(span::close);
        }

        private static void guarded(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                CacheEvents.report(e);
            }
        }
    }
}
