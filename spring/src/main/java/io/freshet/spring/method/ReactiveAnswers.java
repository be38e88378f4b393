package io.freshet.spring.method;

import io.freshet.key.CacheKey;
import io.freshet.load.Loader;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import java.util.List;

/**
 * Answers calls of methods that return a {@code Mono} or a {@code Flux}. Each subscription is a read: it is served from the cache, or subscribes to
 * what the method returns, with its own context. Only with Reactor on the class path.
 *
 * <p>A subscription within a reactive transaction neither trusts the cache nor fills it: nobody tells whether that transaction has written.
 */
final class ReactiveAnswers {

    private final CachedCall call;
    private final CacheKey key;
    private final Loader<@Nullable Object> method;

    /** @param method calls the method, as often as asked */
    ReactiveAnswers(CachedCall call, CacheKey key, Loader<@Nullable Object> method) {
        this.call = call;
        this.key = key;
        this.method = method;
    }

    Mono<Object> mono() {
        return read(this::source);
    }

    @SuppressWarnings("unchecked") // what is kept of a Flux is a list
    Flux<Object> flux() {
        return read(() -> elements().collectList().cast(Object.class))
                .flatMapMany(list -> Flux.fromIterable((List<Object>) list));
    }

    private Mono<Object> read(Source source) {
        return Mono.deferContextual(context ->
                inTransaction().flatMap(isIn -> isIn ? Mono.defer(() -> begun(source)) : cached(source, context)));
    }

    private Mono<Object> cached(Source source, ContextView context) {
        return Mono.fromFuture(() -> call.cache()
                .<Object>loadLater(
                        key, () -> begun(source).contextWrite(context).toFuture()));
    }

    private static Mono<Boolean> inTransaction() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(TransactionSynchronizationManager::isActualTransactionActive)
                .onErrorReturn(NoTransactionException.class, false);
    }

    private static Mono<Object> begun(Source source) {
        try {
            return source.begin();
        } catch (Throwable e) { // it is the caller's
            return Mono.error(e);
        }
    }

    @SuppressWarnings("unchecked") // as the method declares
    private Mono<Object> source() throws Throwable {
        Object returned = method.load();
        return returned == null ? Mono.empty() : (Mono<Object>) returned;
    }

    @SuppressWarnings("unchecked") // as the method declares
    private Flux<Object> elements() {
        return Flux.defer(() -> {
            try {
                Object returned = method.load();
                return returned == null ? Flux.empty() : (Flux<Object>) returned;
            } catch (Throwable e) { // it is the caller's
                return Flux.error(e);
            }
        });
    }

    /** Calls the method. */
    private interface Source {
        Mono<Object> begin() throws Throwable;
    }
}
