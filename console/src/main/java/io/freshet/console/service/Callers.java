package io.freshet.console.service;

import io.freshet.console.calls.CallGraph;
import io.freshet.console.calls.Endpoint;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which endpoints lead to the cached methods. Worked out once, by whoever asks first: code does not change. Thread-safe. */
final class Callers {

    private final Supplier<List<Endpoint>> endpoints;
    private final Supplier<CallGraph> calls;
    private @Nullable Map<Method, List<String>> known;

    Callers(Supplier<List<Endpoint>> endpoints, Supplier<CallGraph> calls) {
        this.endpoints = endpoints;
        this.calls = calls;
    }

    /** By cached method: the names of the endpoints that lead to it. */
    synchronized Map<Method, List<String>> of(Set<Method> cached) {
        Map<Method, List<String>> found = known;
        if (found == null) {
            found = look(cached);
            known = found;
        }
        return found;
    }

    private Map<Method, List<String>> look(Set<Method> cached) {
        Map<Method, List<String>> found = new LinkedHashMap<>();
        CallGraph graph = calls.get();
        for (Endpoint endpoint : endpoints.get()) {
            graph.reachedFrom(endpoint.handler(), cached)
                    .forEach(method -> found.computeIfAbsent(method, any -> new ArrayList<>())
                            .add(endpoint.name()));
        }
        return found;
    }
}
