package io.freshet.spring.method;

import io.freshet.Cache;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.key.TenantResolver;
import io.freshet.load.Loader;
import io.freshet.resolve.CachedMethod;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A cached method joined with its cache. Thread-safe.
 *
 * @param method the method
 * @param cache its cache
 * @param tenants whose data the calling thread works on
 * @param context what another thread needs of the calling one
 */
public record CachedCall(CachedMethod method, Cache<?, ?> cache, TenantResolver tenants, CallerContext context) {

    @Nullable
    Object answer(MethodInvocation invocation) throws Throwable {
        Answer form = Answer.of(method.returns());
        if (form == Answer.VALUE) {
            return value(invocation);
        }
        MethodLoader loader = new MethodLoader(invocation, this);
        if (form == Answer.STAGE) {
            return stage(key(invocation), loader);
        }
        cache.readElsewhere(); // whoever subscribes may do so on another thread
        ReactiveAnswers answers = new ReactiveAnswers(this, key(invocation), loader);
        return form == Answer.MONO ? answers.mono() : answers.flux();
    }

    /** On a thread for loads the method is called with what decorators take along, if it can be called there at all. */
    private @Nullable Object stage(CacheKey key, MethodLoader loader) throws Throwable {
        Loader<@Nullable Object> elsewhere = loader.detached("cannot be loaded");
        return elsewhere == null
                ? loader.load()
                : cache.<@Nullable Object>loadLater(key, () -> stageOf(elsewhere.load()));
    }

    @SuppressWarnings("unchecked") // as the method declares
    private static CompletionStage<@Nullable Object> stageOf(@Nullable Object returned) {
        return returned == null ? CompletableFuture.completedStage(null) : (CompletionStage<@Nullable Object>) returned;
    }

    private @Nullable Object value(MethodInvocation invocation) throws Throwable {
        boolean shared = cache.policy().shared();
        KeyProbe probe = method.probe(invocation.getArguments(), tenants, shared);
        Entry held = probe == null ? null : cache.hit(probe);
        if (held != null) {
            return held.value();
        }
        return cache.<@Nullable Object>load(key(invocation), new MethodLoader(invocation, this));
    }

    /** The key of a call. */
    public CacheKey key(MethodInvocation invocation) {
        return method.key(invocation.getArguments(), tenants, cache.policy().shared());
    }

    /**
     * The same call, to be made again by another thread, with what the application's {@code TaskDecorator}s take along of this one. To be asked
     * for before the call goes on. Null if it cannot be repeated.
     */
    public @Nullable Loader<@Nullable Object> again(MethodInvocation invocation) {
        return new MethodLoader(invocation, this).detached();
    }
}
