package io.freshet.audit.cache;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of Spring's {@code Cache}. A method of the application that evicts from the cache which it is told the name of stands for that: its
 * callers evict.
 */
final class ProgrammaticCaches {

    private static final String CACHE = "org/springframework/cache/Cache";
    private static final Set<String> SINGLE = Set.of("evict", "evictIfPresent", "put", "putIfAbsent");
    private static final Set<String> WHOLE = Set.of("clear", "invalidate");

    private final Bodies bodies;
    private final KeyExpressions keys;
    private final CallGraph graph;
    private final MadeUpValues madeUp;
    private final Set<String> helpers = new HashSet<>();
    private boolean hasUnknownNames;

    ProgrammaticCaches(Program program, Bodies bodies, KeyExpressions keys, CallGraph graph) {
        this.bodies = bodies;
        this.keys = keys;
        this.graph = graph;
        this.madeUp = new MadeUpValues(program);
        program.classes().stream()
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.calls().stream().anyMatch(ProgrammaticCaches::isEviction))
                .forEach(method -> helpers.add(method.id().name()));
    }

    Map<Call, List<Eviction>> evictions(Node node) {
        Map<Call, List<Eviction>> found = new LinkedHashMap<>();
        for (Call call : node.method().calls()) {
            if (isEviction(call)) {
                Body.Arguments arguments = bodies.arguments(node.id(), call);
                Symbol name = name(node, arguments.on());
                if (!(name instanceof Symbol.Parameter)) {
                    KeyShape key = key(node, call, arguments.value(0));
                    add(found, call, eviction(node, call, name, key));
                }
            }
        }
        boolean mayTell = node.method().calls().stream()
                .anyMatch(call -> helpers.contains(call.target().name()));
        for (Edge edge : mayTell ? graph.edges(node) : List.<Edge>of()) {
            told(edge.target()).forEach(told -> {
                Body.Arguments arguments = bodies.arguments(node.id(), edge.call());
                Symbol name = arguments.value(told.name());
                KeyShape key = told.isWhole()
                        ? new KeyShape.Everything()
                        : told.key() < 0 ? new KeyShape.Any() : keys.of(node, arguments.value(told.key()));
                add(found, edge.call(), eviction(node, edge.call(), name, key));
            });
        }
        return found;
    }

    private static void add(Map<Call, List<Eviction>> found, Call call, Eviction eviction) {
        found.computeIfAbsent(call, key -> new ArrayList<>()).add(eviction);
    }

    private static boolean isEviction(Call call) {
        return call.target().owner().equals(CACHE)
                && (SINGLE.contains(call.target().name())
                        || WHOLE.contains(call.target().name()));
    }

    private KeyShape key(Node node, Call call, Symbol key) {
        return WHOLE.contains(call.target().name()) ? new KeyShape.Everything() : keys.of(node, key);
    }

    private Eviction eviction(Node node, Call call, Symbol name, KeyShape key) {
        boolean isPut = call.target().name().startsWith("put");
        return new Eviction(Set.copyOf(name.texts()), key, "", isPut, false, node, call.line());
    }

    /** The name of a cache that was got by its name. */
    private Symbol name(Node node, Symbol cache) {
        return bodies.captured(node.id(), cache)
                .map(captured -> constant(name(captured.symbol())))
                .orElseGet(() -> name(cache));
    }

    /** Of what the method around a lambda does only constants mean the same in the lambda. */
    private static Symbol constant(Symbol name) {
        return name instanceof Symbol.Constant ? name : new Symbol.Unknown();
    }

    private static Symbol name(Symbol cache) {
        boolean isGotten =
                cache instanceof Symbol.Result result && result.method().name().equals("getCache");
        return isGotten
                        && cache instanceof Symbol.Result result
                        && !result.arguments().isEmpty()
                ? result.arguments().get(0)
                : new Symbol.Unknown();
    }

    /** Which of its parameters tell a method what to evict; the key is -1 if none does. */
    private record Told(int name, int key, boolean isWhole) {}

    private List<Told> told(Node node) {
        List<Told> told = new ArrayList<>();
        for (Call call : node.method().calls()) {
            if (isEviction(call)) {
                Body.Arguments arguments = bodies.arguments(node.id(), call);
                if (name(node, arguments.on()) instanceof Symbol.Parameter name) {
                    int key = arguments.value(0) instanceof Symbol.Parameter parameter ? parameter.index() : -1;
                    told.add(new Told(
                            name.index(), key, WHOLE.contains(call.target().name())));
                }
            }
        }
        return told;
    }

    /** The names of caches that a method reads by calls. */
    Set<String> gotten(Node node) {
        Set<String> names = new HashSet<>();
        for (Call call : node.method().calls()) {
            if (call.target().name().equals("getCache")
                    && call.target().owner().startsWith("org/springframework/cache/")) {
                List<String> texts = bodies.arguments(node.id(), call).value(0).texts();
                hasUnknownNames |= texts.isEmpty();
                names.addAll(texts);
            }
        }
        return names;
    }

    /** The method as a cached read, if it gets from a cache and puts into it, or gets with a loader. */
    Optional<CachedRead> read(Node node) {
        Map<String, KeyShape> got = new LinkedHashMap<>();
        Set<String> filled = new HashSet<>();
        for (Call call : node.method().calls()) {
            String name = call.target().name();
            if (call.target().owner().equals(CACHE)
                    && Set.of("get", "put", "putIfAbsent").contains(name)) {
                Body.Arguments arguments = bodies.arguments(node.id(), call);
                boolean isLoaded = call.target().descriptor().contains("Ljava/util/concurrent/Callable;");
                for (String cache : name(arguments.on()).texts()) {
                    if (name.equals("get")) {
                        got.put(cache, keys.of(node, arguments.value(0)));
                    }
                    boolean isPut = !name.equals("get") && !madeUp.areAllOf(arguments.values(), arguments.value(0));
                    if (isLoaded || isPut) {
                        filled.add(cache);
                    }
                }
            }
        }
        return got.keySet().stream()
                .filter(filled::contains)
                .findFirst()
                .map(cache -> new CachedRead(
                        CachedRead.Library.OWN,
                        Set.of(cache),
                        node,
                        got.getOrDefault(cache, new KeyShape.Any()),
                        "",
                        true,
                        List.of(),
                        false,
                        false));
    }

    boolean hasUnknownNames() {
        return hasUnknownNames;
    }
}
