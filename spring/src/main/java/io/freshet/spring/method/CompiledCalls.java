package io.freshet.spring.method;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What was compiled for each annotated method at start. Before that is told, there is nothing: calls pass through, and neither trust nor fill
 * a cache whose writes are not captured yet. Thread-safe.
 *
 * @param <C> what methods are compiled to
 */
public final class CompiledCalls<C> {

    private volatile Map<Method, C> compiled = Map.of();
    private final ConcurrentMap<MethodClassKey, C> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<Method, Latest<C>> latest = new ConcurrentHashMap<>();

    /** From now on these are there. */
    public void open(Map<Method, C> calls) {
        compiled = Map.copyOf(calls);
    }

    /** From now on there are none: calls pass through again. */
    public void close() {
        compiled = Map.of();
        known.clear();
        latest.clear();
    }

    /** All of them, by the methods as they were written. */
    public Map<Method, C> all() {
        return compiled;
    }

    /** What a call of the method on an object of this class was compiled to. */
    public @Nullable C find(Method method, Class<?> target) {
        Latest<C> found = latest.get(method);
        return found != null && found.target() == target ? found.call() : look(method, target);
    }

    private @Nullable C look(Method method, Class<?> target) {
        MethodClassKey key = new MethodClassKey(method, target);
        C found = known.get(key);
        C call = found == null ? resolve(key, method, target) : found;
        if (call != null) {
            latest.put(method, new Latest<>(target, call));
        }
        return call;
    }

    private @Nullable C resolve(MethodClassKey key, Method method, Class<?> target) {
        Map<Method, C> all = compiled;
        C call = all.get(AopUtils.getMostSpecificMethod(method, target));
        C found = call == null ? all.get(method) : call;
        if (found != null) {
            known.put(key, found);
        }
        return found;
    }

    /** What a method was compiled to, for the class that it was called on last: most are called on one class only. */
    private record Latest<C>(Class<?> target, C call) {}
}
