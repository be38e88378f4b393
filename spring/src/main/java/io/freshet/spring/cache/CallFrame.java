package io.freshet.spring.cache;

import io.freshet.Freshet;
import io.freshet.key.TenantResolver;
import io.freshet.read.Computation;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One call of a method that Spring's cache interceptor handles: for which tenant it was made, since when its value was computed, what that was seen to
 * read, and what was looked for before. It is there while the interceptor works, and not while the method itself runs: what the method's body puts by hand was computed who
 * knows when. Used by one thread at a time.
 */
final class CallFrame {

    private static final ThreadLocal<@Nullable CallFrame> CURRENT = new ThreadLocal<>();

    private final Freshet freshet;
    private final CallKind kind;
    private final TenantResolver tenants;
    private final Set<Place> missed = new HashSet<>();
    private @Nullable Computation computation;
    private boolean isLoading;
    private boolean goesOn;

    CallFrame(Freshet freshet, CallKind kind) {
        this.freshet = freshet;
        this.kind = kind;
        this.tenants = present(freshet.tenants());
    }

    /** The tenant for whom the calling thread works now, whoever asks later. */
    private static TenantResolver present(TenantResolver tenants) {
        if (tenants == TenantResolver.none()) {
            return tenants;
        }
        try {
            String tenant = tenants.currentTenant();
            return () -> tenant;
        } catch (RuntimeException e) { // not everybody needs one
            return () -> {
                throw e;
            };
        }
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
            Object result = interceptor.go();
            return goesOn ? later(result, CallFrame::leave) : result;
        } finally {
            restore(around);
        }
    }

    /** What the caller does with the value, out of every frame. */
    private static void leave(Runnable work) {
        CallFrame around = CURRENT.get();
        CURRENT.remove();
        try {
            work.run();
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
    private void resume(Runnable work) {
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
            if (isLoading) {
                return go(invocation);
            }
            Object result = kind.computes() ? computed(invocation) : go(invocation);
            Object framed = later(result, this::resume);
            goesOn = framed != result;
            return framed;
        } finally {
            restore(around);
        }
    }

    private @Nullable Object computed(MethodInvocation invocation) throws Throwable {
        Computation present = freshet.compute();
        Object result;
        try (present) {
            result = go(invocation);
        }
        computation = present;
        return result;
    }

    /** Handled so when it comes, on whatever thread; the result itself if it is there at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the caller's
    private @Nullable Object later(@Nullable Object result, Consumer<Runnable> how) {
        if (result instanceof CompletionStage<?> stage && kind.isFuture()) {
            return future(stage, how);
        }
        return kind.isReactive() && result != null ? FramedPublisher.of(result, how) : result;
    }

    /** With a copy: a call of Spring's that has gone on cannot do so again, and a cache may have to load twice. */
    private static @Nullable Object go(MethodInvocation invocation) throws Throwable {
        return invocation instanceof ProxyMethodInvocation again
                ? again.invocableClone().proceed()
                : invocation.proceed();
    }

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage, Consumer<Runnable> how) {
        CompletableFuture<T> framed = new CompletableFuture<>();
        var unused = stage.whenComplete((value, failure) -> how.accept(() -> {
            if (failure == null) {
                framed.complete(value);
            } else {
                framed.completeExceptionally(failure);
            }
        }));
        var unusedToo = framed.whenComplete((value, failure) -> {
            if (framed.isCancelled() && stage instanceof CompletableFuture<?> future) {
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

    /** Tells the tenant for whom the call began. */
    TenantResolver tenants() {
        return tenants;
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
