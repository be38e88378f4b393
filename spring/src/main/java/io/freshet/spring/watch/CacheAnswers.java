package io.freshet.spring.watch;

import io.freshet.spring.watch.account.Again;
import io.freshet.spring.watch.account.CacheAccount;
import io.freshet.spring.watch.account.LoadReads;
import io.freshet.spring.watch.account.Watch;
import io.freshet.spring.watch.account.Writer;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What the twin of a cache answers: what the cache does, and it is told. Who compares is answered as by an empty cache that keeps nothing.
 * Thread-safe.
 */
final class CacheAnswers implements MethodInterceptor {

    private final Cache cache;
    private final CacheAccount account;
    private final Watch watch;
    private final boolean waitsForCommit;

    CacheAnswers(Cache cache, CacheAccount account, Watch watch) {
        this.cache = cache;
        this.account = account;
        this.watch = watch;
        this.waitsForCommit = Expiries.waitsForCommit(cache);
    }

    @Override
    public @Nullable Object intercept(Object twin, Method method, @Nullable Object[] args, MethodProxy proxy)
            throws Throwable {
        String name = method.getName();
        if (name.equals("equals") && args.length == 1) {
            return twin == args[0] || cache.equals(args[0]);
        }
        if (Again.isCurrent()) {
            return NoCache.answer(method, args, () -> Twin.own(cache, method, args, proxy));
        }
        return switch (name) {
            case "get" -> get(method, args, proxy);
            case "retrieve" -> retrieve(args, proxy);
            case "put", "putIfAbsent" -> put(name, args, proxy);
            case "evict", "evictIfPresent" -> evict(name, args, proxy);
            case "clear", "invalidate" -> clear(name, args, proxy);
            default -> Twin.own(cache, method, args, proxy);
        };
    }

    private @Nullable Object get(Method method, @Nullable Object[] args, MethodProxy proxy) throws Throwable {
        if (args.length == 2
                && method.getParameterTypes()[1] == Callable.class
                && args[1] instanceof Callable<?> loader) {
            return load(args[0], loader, proxy);
        }
        Object found = proxy.invoke(cache, args);
        if (found == null) {
            watch.missed(account);
        } else {
            Object value = args.length == 1 && found instanceof Cache.ValueWrapper wrapper ? wrapper.get() : found;
            watch.hit(account, args[0], value, asker());
        }
        return found;
    }

    private static @Nullable Frame asker() {
        Frame frame = Frame.current();
        return frame != null && frame.isReading() ? frame : null;
    }

    private @Nullable Object load(@Nullable Object key, Callable<?> loader, MethodProxy proxy) throws Throwable {
        WatchedLoader watched = new WatchedLoader(loader, watch);
        Object value;
        try {
            value = proxy.invoke(cache, new @Nullable Object[] {key, watched});
        } catch (Cache.ValueRetrievalException e) {
            watch.missed(account);
            throw watched.asOfTheApplication(key, e);
        }
        LoadReads reads = watched.reads();
        if (reads == null) {
            watch.hit(account, key, value, asker());
        } else {
            watch.missed(account);
            watch.loaded(account, key, value, reads, asker());
        }
        return value;
    }

    /** What comes later is counted when it is there; it is not compared. */
    private @Nullable Object retrieve(@Nullable Object[] args, MethodProxy proxy) throws Throwable {
        Object answer = proxy.invoke(cache, args);
        if (answer == null) {
            watch.missed(account);
        } else if (args.length == 1 && answer instanceof CompletableFuture<?> future) {
            var unused = future.whenComplete((value, failure) -> {
                if (value == null) {
                    watch.missed(account);
                } else {
                    watch.hit(account, args[0], value, null);
                }
            });
        }
        return answer;
    }

    private @Nullable Object put(String name, @Nullable Object[] args, MethodProxy proxy) throws Throwable {
        Object answer = proxy.invoke(cache, args);
        Frame frame = Frame.current();
        LoadReads reads = frame == null ? null : frame.reads();
        if (name.equals("put") || answer == null) {
            if (reads == null) {
                watch.put(account, args[0]);
            } else {
                watch.loaded(account, args[0], args[1], reads, asker());
            }
            if (asker() == null) {
                watch.caredFor(account, writer(frame));
            }
            if (!isDeferred(name)) {
                EarlyEffects.notePut(account, args[0], frame);
            }
        }
        return answer;
    }

    private @Nullable Object evict(String name, @Nullable Object[] args, MethodProxy proxy) throws Throwable {
        Object answer = proxy.invoke(cache, args);
        Frame frame = Frame.current();
        watch.evicted(account, args[0], writer(frame));
        if (!isDeferred(name)) {
            EarlyEffects.note(account, "evict of key " + args[0], frame);
        }
        return answer;
    }

    private @Nullable Object clear(String name, @Nullable Object[] args, MethodProxy proxy) throws Throwable {
        Object answer = proxy.invoke(cache, args);
        Frame frame = Frame.current();
        watch.cleared(account, writer(frame));
        if (!isDeferred(name)) {
            EarlyEffects.note(account, "clear", frame);
        }
        return answer;
    }

    private boolean isDeferred(String name) {
        return waitsForCommit && (name.equals("put") || name.equals("evict") || name.equals("clear"));
    }

    private static Writer writer(@Nullable Frame frame) {
        return frame == null
                ? CurrentWriter.now()
                : CurrentWriter.of(frame.method().name());
    }

    /** What a cache answers that is empty and keeps nothing. */
    private static final class NoCache {

        static @Nullable Object answer(Method method, @Nullable Object[] args, Otherwise otherwise) throws Throwable {
            return switch (method.getName()) {
                case "get" ->
                    args.length == 2 && args[1] instanceof Callable<?> loader ? called(args[0], loader) : null;
                case "retrieve" -> args.length == 2 && args[1] instanceof Supplier<?> supplier ? supplier.get() : null;
                case "put", "putIfAbsent", "evict", "clear" -> null;
                case "evictIfPresent", "invalidate" -> false;
                default -> otherwise.invoke();
            };
        }

        private static @Nullable Object called(@Nullable Object key, Callable<?> loader) {
            try {
                return loader.call();
            } catch (Exception e) {
                throw new Cache.ValueRetrievalException(key, loader, e);
            }
        }
    }

    private interface Otherwise {
        @Nullable
        Object invoke() throws Throwable;
    }
}
