package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.console.view.DependencyView;
import io.freshet.console.view.GraphEdge;
import io.freshet.console.view.GraphNode;
import io.freshet.console.view.GraphView;
import io.freshet.console.view.MethodView;
import io.freshet.spring.database.Reach;
import io.freshet.spring.method.CachedCall;
import io.freshet.spring.method.InvalidatingCall;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Draws what depends on what: what is declared, and what was seen. */
final class Graphs {

    private static final List<String> UNKNOWN = List.of(
            "Writers are those that were seen to write since this instance began: others may exist that nobody has called yet",
            "Endpoints are those of annotated controllers whose code leads to the method, in any of the beans that implement what it calls: ways through events, reflection and functional routes are not seen",
            "A write that is noticed by no cache is not shown: the audit names those, the witness finds them");

    private final Instance instance;
    private final Function<Cache<?, ?>, List<DependencyView>> dependencies;
    private final SeenWriters writers;
    private final Callers callers;

    Graphs(Instance instance, Function<Cache<?, ?>, List<DependencyView>> dependencies, SeenWriters writers) {
        this.instance = instance;
        this.dependencies = dependencies;
        this.writers = writers;
        this.callers = new Callers(instance.endpoints(), instance.calls());
    }

    GraphView now() {
        Map<String, GraphNode> nodes = new LinkedHashMap<>();
        List<GraphEdge> edges = new ArrayList<>();
        instance.freshet().caches().stream()
                .sorted(Comparator.comparing(Cache::name))
                .forEach(cache -> fed(cache, nodes, edges));
        Map<Method, CachedCall> readers = instance.readers().get();
        readers.forEach((method, call) -> read(method, call, nodes, edges));
        callers.of(readers.keySet()).forEach((method, endpoints) -> called(method, endpoints, nodes, edges));
        instance.invalidators().get().forEach((method, call) -> invalidating(method, call, nodes, edges));
        writers.all()
                .forEach((writer, subjects) -> subjects.forEach(subject -> {
                    if (nodes.containsKey(subject)) {
                        nodes.putIfAbsent(
                                "writer:" + writer, new GraphNode("writer:" + writer, "writer", writer, "", null));
                        edges.add(new GraphEdge("writer:" + writer, subject, "writes", true));
                    }
                }));
        return new GraphView(List.copyOf(nodes.values()), edges, UNKNOWN);
    }

    private void fed(Cache<?, ?> cache, Map<String, GraphNode> nodes, List<GraphEdge> edges) {
        String id = "cache:" + cache.name();
        nodes.put(id, new GraphNode(id, "cache", cache.name(), cache.template().toString(), null));
        for (DependencyView each : dependencies.apply(cache)) {
            String table = each.table();
            String subject = subjectOf(each);
            String name = subject.substring(subject.indexOf(':') + 1);
            nodes.putIfAbsent(
                    subject,
                    table == null
                            ? new GraphNode(subject, "tag", name, "", null)
                            : new GraphNode(subject, "table", name, "", uncovered(name)));
            edges.add(new GraphEdge(subject, id, "feeds", each.observed()));
        }
    }

    /** The id of the table or tag that is depended on. */
    static String subjectOf(DependencyView dependency) {
        return dependency.table() == null
                ? "tag:" + dependency.text().substring("tag ".length())
                : "table:" + dependency.table();
    }

    private static void read(Method method, CachedCall call, Map<String, GraphNode> nodes, List<GraphEdge> edges) {
        edges.add(new GraphEdge("cache:" + call.cache().name(), add(method, nodes), "read by", false));
    }

    private static void called(
            Method method, List<String> endpoints, Map<String, GraphNode> nodes, List<GraphEdge> edges) {
        String to = add(method, nodes);
        endpoints.forEach(name -> {
            nodes.putIfAbsent("endpoint:" + name, new GraphNode("endpoint:" + name, "endpoint", name, "", null));
            edges.add(new GraphEdge(to, "endpoint:" + name, "called by", false));
        });
    }

    /** Why writes to a table are not noticed; null if they are. */
    private @Nullable String uncovered(String table) {
        if (instance.reach() == Reach.NOBODY) {
            return "Nobody's are, so what depends on it is stale after a write until it expires";
        }
        return instance.untold().get().stream()
                .filter(each -> isAbout(table, each))
                .findFirst()
                .orElse(null);
    }

    /** The tables stand in brackets, before what was found. */
    static boolean isAbout(String table, String text) {
        int begin = text.indexOf('[') + 1;
        int end = text.indexOf(']', begin);
        return begin > 0
                && end > 0
                && List.of(text.substring(begin, end).split(", ")).contains(table);
    }

    private void invalidating(
            Method method, InvalidatingCall call, Map<String, GraphNode> nodes, List<GraphEdge> edges) {
        MethodView view = CachePages.view(method);
        String id = "writer:" + view.type() + "." + view.method();
        for (Cache<?, ?> cache : instance.freshet().caches()) {
            boolean isNamed = call.parts().stream()
                    .flatMap(part -> part.method().patterns().stream())
                    .anyMatch(pattern -> pattern.matchOf(cache.template()).isPresent());
            if (isNamed) {
                nodes.putIfAbsent(
                        id, new GraphNode(id, "writer", view.type() + "." + view.method(), "@Invalidates", null));
                edges.add(new GraphEdge(id, "cache:" + cache.name(), "invalidates", false));
            }
        }
    }

    private static String add(Method method, Map<String, GraphNode> nodes) {
        MethodView view = CachePages.view(method);
        String id = "method:" + view.type() + "." + view.method();
        nodes.putIfAbsent(id, new GraphNode(id, "method", view.type() + "." + view.method(), "", null));
        return id;
    }
}
