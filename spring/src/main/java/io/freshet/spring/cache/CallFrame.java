package io.freshet.spring.cache;

import io.freshet.Freshet;
import io.freshet.read.Computation;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One call of a method that Spring's cache interceptor handles: since when its value was computed, what that was seen to read, and what was looked
 * for before. It is there while the interceptor works, and not while the method itself runs: what the method's body puts by hand was computed who
 * knows when. Used by one thread at a time.
 */
final class CallFrame {

    private static final ThreadLocal<@Nullable CallFrame> CURRENT = new ThreadLocal<>();

    private final Freshet freshet;
    private final CallKind kind;
    private final Set<Place> missed = new HashSet<>();
    private @Nullable Computation computation;
    private boolean isLoading;

    CallFrame(Freshet freshet, CallKind kind) {
        this.freshet = freshet;
        this.kind = kind;
    }

    /** The one whose interceptor is at work on the calling thread, if any. */
    static @Nullable CallFrame current() {
        return CURRENT.get();
    }

    @Nullable
    Object intercept(Interceptor interceptor) throws Throwable {
        CallFrame around = CURRENT.get();
        CURRENT.set(this);
        try {
            return interceptor.go();
        } finally {
            restore(around);
        }
    }

    private static void restore(@Nullable CallFrame around) {
        if (around == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(around);
        }
    }

    /** What the interceptor does when the value is there, perhaps on another thread. */
    void resume(Runnable work) {
        CallFrame around = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            restore(around);
        }
    }

    /** The method itself. */
    @Nullable
    Object proceed(MethodInvocation invocation) throws Throwable {
        CallFrame around = CURRENT.get();
        CURRENT.remove();
        try {
            return kind.computes() && !isLoading ? computed(invocation) : go(invocation);
        } finally {
            restore(around);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is the caller's
    private @Nullable Object computed(MethodInvocation invocation) throws Throwable {
        Computation present = freshet.compute();
        Object result;
        try (present) {
            result = go(invocation);
        }
        computation = present;
        if (result instanceof CompletableFuture<?> future && kind.result() == CompletableFuture.class) {
            return later(future);
        }
        return kind.isReactive() && result != null ? FramedPublisher.of(result, this) : result;
    }

    /** With a copy: a call of Spring's that has gone on cannot do so again, and a cache may have to load twice. */
    private static @Nullable Object go(MethodInvocation invocation) throws Throwable {
        return invocation instanceof ProxyMethodInvocation again
                ? again.invocableClone().proceed()
                : invocation.proceed();
    }

    /** What is registered on it runs within this frame. */
    private <T> CompletableFuture<T> later(CompletableFuture<T> future) {
        CompletableFuture<T> framed = new CompletableFuture<>();
        var unused = future.whenComplete((value, failure) -> resume(() -> {
            if (failure == null) {
                framed.complete(value);
            } else {
                framed.completeExceptionally(failure);
            }
        }));
        var unusedToo = framed.whenComplete((value, failure) -> {
            if (framed.isCancelled()) {
                future.cancel(true);
            }
        });
        return framed;
    }

    /** A cache loads by itself, and watches what is loaded. */
    void loads() {
        isLoading = true;
    }

    void missed(Place place) {
        missed.add(place);
    }

    /** Whether a put there replaces nothing, but is what the method was called for. */
    boolean isFilling(Place place) {
        return computation != null && !kind.puts() && missed.contains(place);
    }

    /** Since when the value was computed; null if the method has not been called. */
    @Nullable
    Computation computation() {
        return computation;
    }

    /** The declared type of the value. */
    Type type() {
        return kind.type();
    }

    /** What goes on. */
    @FunctionalInterface
    interface Interceptor {
        @Nullable
        Object go() throws Throwable;
    }
}
