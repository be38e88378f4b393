package io.freshet.audit.cache;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletions of keys in Redis past the cache. What lies under {@code prices::17}, {@code prices:17} or a pattern as {@code prices*} are entries of the
 * cache {@code prices}. A method of the application that deletes the keys which it is told stands for its callers.
 */
final class RedisDeletions {

    private static final int DEPTH = 3;
    private static final Set<String> DELETING = Set.of("delete", "unlink", "del", "deleteByPattern", "deleteAsync");
    private static final Set<String> HOLDERS =
            Set.of("getBucket", "getMap", "getMapCache", "getList", "getSet", "getScoredSortedSet", "getKeyspace");

    private final Bodies bodies;
    private final KeyExpressions keys;
    private final CallGraph graph;
    private final Set<String> helpers = new HashSet<>();
    private final Map<Node, Map<Call, List<Symbol>>> known = new HashMap<>();

    RedisDeletions(Program program, Bodies bodies, KeyExpressions keys, CallGraph graph) {
        this.bodies = bodies;
        this.keys = keys;
        this.graph = graph;
        for (int round = 0; round < DEPTH; round++) {
            Set<String> found = new HashSet<>();
            for (ClassModel type : program.classes()) {
                type.methods().stream()
                        .filter(this::mayDelete)
                        .map(MethodModel::id)
                        .forEach(id -> found.add(id.name()));
            }
            helpers.addAll(found);
        }
    }

    private boolean mayDelete(MethodModel method) {
        boolean isTold = method.id().descriptor().contains("Ljava/lang/");
        return isTold
                && method.calls().stream()
                        .map(Call::target)
                        .anyMatch(target -> isDeletion(target) || helpers.contains(target.name()));
    }

    private static boolean isRedis(String owner) {
        return owner.startsWith("org/springframework/data/redis/core/")
                || owner.startsWith("org/redisson/api/")
                || owner.startsWith("redis/clients/jedis/")
                || owner.startsWith("io/lettuce/core/");
    }

    private static boolean isDeletion(MethodId target) {
        return isRedis(target.owner()) && DELETING.contains(target.name());
    }

    /** What a method deletes of caches with these names, by the call. */
    Map<Call, List<Eviction>> evictions(Node node, Set<String> names) {
        Map<Call, List<Eviction>> found = new LinkedHashMap<>();
        deleted(node, 0).forEach((call, symbols) -> {
            for (Symbol symbol : symbols) {
                KeyShape key = keys.of(node, symbol);
                for (String name : names) {
                    KeyShape rest = within(name, key);
                    if (rest != null) {
                        found.computeIfAbsent(call, each -> new ArrayList<>())
                                .add(new Eviction(Set.of(name), rest, "", false, false, node, call.line()));
                    }
                }
            }
        });
        return found;
    }

    /** Whether all that a call deletes begins as callers of the method say: what it is, they know. */
    boolean isTold(Node node, Call call) {
        List<Symbol> symbols = deleted(node, 0).getOrDefault(call, List.of());
        return !symbols.isEmpty() && symbols.stream().allMatch(RedisDeletions::beginsAsTold);
    }

    private static boolean beginsAsTold(Symbol symbol) {
        return symbol instanceof Symbol.Parameter
                || (symbol instanceof Symbol.Joined joined && joined.parts().get(0) instanceof Symbol.Parameter);
    }

    /** The keys that a method deletes by itself or has deleted by a method that it tells them, as symbols of its own. */
    private Map<Call, List<Symbol>> deleted(Node node, int depth) {
        Map<Call, List<Symbol>> remembered = known.get(node);
        if (remembered != null || depth > DEPTH) {
            return remembered == null ? Map.of() : remembered;
        }
        Map<Call, List<Symbol>> found = new LinkedHashMap<>();
        known.put(node, found);
        boolean callsHelper = false;
        for (Call call : node.method().calls()) {
            if (isDeletion(call.target())) {
                List<Symbol> symbols = direct(node, call);
                found.computeIfAbsent(call, each -> new ArrayList<>()).addAll(symbols);
            }
            callsHelper |= helpers.contains(call.target().name());
        }
        for (Edge edge : callsHelper ? graph.edges(node) : List.<Edge>of()) {
            if (helpers.contains(edge.target().id().name())) {
                Body.Arguments arguments = bodies.arguments(node.id(), edge.call());
                deleted(edge.target(), depth + 1).values().stream()
                        .flatMap(List::stream)
                        .filter(RedisDeletions::isTold)
                        .forEach(told -> found.computeIfAbsent(edge.call(), each -> new ArrayList<>())
                                .addAll(filledIn(node, told, arguments)));
            }
        }
        return found;
    }

    private List<Symbol> direct(Node node, Call call) {
        Body.Arguments arguments = bodies.arguments(node.id(), call);
        if (call.target().parameters() == 0) {
            boolean isHeld = arguments.on() instanceof Symbol.Result holder
                    && HOLDERS.contains(holder.method().name());
            return isHeld
                            && arguments.on() instanceof Symbol.Result holder
                            && !holder.arguments().isEmpty()
                    ? List.of(holder.arguments().get(0))
                    : List.of();
        }
        List<Symbol> symbols = new ArrayList<>();
        for (Symbol symbol : arguments.value(0).alternatives()) {
            if (symbol instanceof Symbol.Created || symbol instanceof Symbol.Unknown) {
                symbols.addAll(searched(node));
            } else {
                symbols.addAll(elements(
                        node,
                        isSearch(symbol) ? ((Symbol.Result) symbol).arguments().get(0) : symbol));
            }
        }
        return symbols;
    }

    private static boolean isSearch(Symbol symbol) {
        return symbol instanceof Symbol.Result result
                && result.method().name().equals("keys")
                && !result.arguments().isEmpty();
    }

    /** The patterns that a method searches keys by, of which it has made a collection. */
    private List<Symbol> searched(Node node) {
        return node.method().calls().stream()
                .filter(call ->
                        isRedis(call.target().owner()) && call.target().name().equals("keys"))
                .map(call -> bodies.arguments(node.id(), call).value(0))
                .toList();
    }

    private List<Symbol> elements(Node node, Symbol symbol) {
        return symbol instanceof Symbol.Array array ? bodies.of(node.id()).elements(array) : List.of(symbol);
    }

    private static boolean isTold(Symbol symbol) {
        return symbol instanceof Symbol.Parameter
                || (symbol instanceof Symbol.Joined joined
                        && joined.parts().stream().anyMatch(RedisDeletions::isTold));
    }

    private List<Symbol> filledIn(Node node, Symbol told, Body.Arguments arguments) {
        if (told instanceof Symbol.Parameter parameter) {
            return elements(node, arguments.value(parameter.index()));
        }
        List<Symbol> parts = ((Symbol.Joined) told)
                .parts().stream()
                        .map(part ->
                                part instanceof Symbol.Parameter parameter ? arguments.value(parameter.index()) : part)
                        .toList();
        return List.of(new Symbol.Joined(parts));
    }

    /** What a key in Redis is within the cache; none if it is no key of it. */
    static @org.jspecify.annotations.Nullable KeyShape within(String cache, KeyShape key) {
        List<KeyShape> parts = key instanceof KeyShape.Joined joined ? joined.parts() : List.of(key);
        String name = cache.replaceAll("#.*|:+$", "");
        boolean isNamed =
                parts.get(0) instanceof KeyShape.Literal literal && !name.isEmpty() && begins(literal.text(), name);
        if (!isNamed) {
            return null;
        }
        String rest = ((KeyShape.Literal) parts.get(0))
                .text()
                .substring(name.length())
                .replaceAll("^:+", "");
        if (rest.startsWith("*") || (rest.isEmpty() && parts.size() == 1)) {
            return new KeyShape.Everything();
        }
        List<KeyShape> within = new ArrayList<>();
        if (!rest.isEmpty()) {
            within.add(new KeyShape.Literal(rest));
        }
        within.addAll(parts.subList(1, parts.size()));
        boolean isPattern = within.stream()
                .anyMatch(part -> part instanceof KeyShape.Literal literal
                        && literal.text().contains("*"));
        return isPattern ? new KeyShape.Any() : within.size() == 1 ? within.get(0) : new KeyShape.Joined(within);
    }

    private static boolean begins(String text, String name) {
        return text.startsWith(name)
                && (text.length() == name.length() || ":*".indexOf(text.charAt(name.length())) >= 0);
    }
}
