package io.freshet.audit.cache;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Caches that are kept by calls: entries of Redis under keys with a constant beginning, which is the name of the cache, and Caffeine's or Guava's
 * caches in fields. A method of the application that hands its parameter on as the key stands for the call that it makes. A method that gets and
 * puts under one name is a cached read.
 */
final class KeyedCalls {

    private static final String REDIS = "org/springframework/data/redis/core/";
    private static final Set<String> TEMPLATES =
            Set.of(REDIS + "RedisTemplate", REDIS + "StringRedisTemplate", REDIS + "RedisOperations");
    private static final Set<String> FIELDS = Set.of(
            "com/github/benmanes/caffeine/cache/Cache",
            "com/github/benmanes/caffeine/cache/LoadingCache",
            "com/google/common/cache/Cache",
            "com/google/common/cache/LoadingCache");
    private static final String BUCKET = "org/redisson/api/RBucket";
    private static final int ROUNDS = 3;

    private final Program program;
    private final Bodies bodies;
    private final KeyExpressions keys;
    private final CallGraph graph;
    private final MadeUpValues madeUp;
    private final Map<MethodId, List<Wrapper>> wrappers = new HashMap<>();
    private final Set<String> wrapperNames = new HashSet<>();
    private final Map<Node, List<Operation>> known = new HashMap<>();

    private enum Kind {
        GET,
        PUT,
        EVICT
    }

    /** A method that does something under the key which it is told. */
    private record Wrapper(Kind kind, int parameter, boolean hasTtl) {}

    /** Something that is done under a key; the symbol is none if all entries of the field are meant. */
    private record Operation(Kind kind, Call call, Optional<Symbol> key, String field, boolean hasTtl) {}

    KeyedCalls(Program program, Bodies bodies, KeyExpressions keys, CallGraph graph) {
        this.program = program;
        this.bodies = bodies;
        this.keys = keys;
        this.graph = graph;
        this.madeUp = new MadeUpValues(program);
        for (int round = 0; round < ROUNDS; round++) {
            int before = wrappers.size();
            known.clear();
            program.classes().forEach(type -> type.methods().forEach(method -> findWrapper(type, method)));
            if (wrappers.size() == before) {
                break;
            }
        }
        known.clear();
    }

    private void findWrapper(ClassModel type, MethodModel method) {
        Node node = new Node(method, type.name());
        List<Wrapper> found = new ArrayList<>();
        for (Operation operation : operations(node)) {
            int parameter = operation
                    .key()
                    .map(key -> parameter(method, operation.kind(), key))
                    .orElse(-1);
            if (operation.field().isEmpty() && parameter >= 0) {
                found.add(new Wrapper(operation.kind(), parameter, operation.hasTtl()));
            }
        }
        if (!found.isEmpty()) {
            wrappers.put(method.id(), found.stream().distinct().toList());
            wrapperNames.add(method.id().name());
        }
    }

    /** Which parameter is the key, or the keys, one by one; -1 if none. */
    private static int parameter(MethodModel method, Kind kind, Symbol key) {
        if (key instanceof Symbol.Parameter parameter) {
            return parameter.index();
        }
        Type[] types = method.id().parameterTypes();
        boolean isOneOfMany = kind == Kind.EVICT
                && !(key instanceof Symbol.Joined)
                && key.texts().isEmpty()
                && types.length == 1
                && Set.of("[Ljava/lang/String;", "Ljava/util/Collection;", "Ljava/util/Set;", "Ljava/util/List;")
                        .contains(types[0].getDescriptor());
        return isOneOfMany ? 0 : -1;
    }

    private List<Operation> operations(Node node) {
        List<Operation> operations = known.get(node);
        if (operations == null) {
            List<Operation> found = new ArrayList<>();
            for (Call call : node.method().calls()) {
                direct(node, call, found);
            }
            addWrapped(node, found);
            operations = List.copyOf(found);
            known.put(node, operations);
        }
        return operations;
    }

    private void direct(Node node, Call call, List<Operation> found) {
        String owner = call.target().owner();
        String name = call.target().name();
        if (FIELDS.contains(owner)) {
            ofField(node, call, found);
        } else if (owner.equals(BUCKET)) {
            Kind kind = kind(name);
            boolean isBucket = bodies.arguments(node.id(), call).on() instanceof Symbol.Result result
                    && result.method().name().equals("getBucket")
                    && !result.arguments().isEmpty();
            if (kind != null && isBucket && bodies.arguments(node.id(), call).on() instanceof Symbol.Result result) {
                found.add(
                        new Operation(kind, call, Optional.of(result.arguments().get(0)), "", isTimed(call)));
            }
        } else if (TEMPLATES.contains(owner) && Set.of("delete", "unlink").contains(name)) {
            add(node, call, Kind.EVICT, 0, false, found);
        } else if (owner.startsWith(REDIS) && (owner.endsWith("ValueOperations") || owner.endsWith("HashOperations"))) {
            Kind kind = kind(name);
            if (kind != null && call.target().parameters() > 0) {
                add(node, call, kind, 0, isTimed(call), found);
            }
        }
    }

    private static @Nullable Kind kind(String name) {
        return switch (name) {
            case "get", "entries", "multiGet" -> Kind.GET;
            case "set", "setIfAbsent", "put", "putAll", "trySet" -> Kind.PUT;
            case "delete", "getAndDelete", "deleteAsync" -> Kind.EVICT;
            default -> null;
        };
    }

    private static boolean isTimed(Call call) {
        String descriptor = call.target().descriptor();
        return descriptor.contains("Ljava/time/Duration;") || descriptor.contains("Ljava/util/concurrent/TimeUnit;");
    }

    private void add(Node node, Call call, Kind kind, int at, boolean hasTtl, List<Operation> found) {
        Symbol key = bodies.arguments(node.id(), call).value(at);
        List<Symbol> elements =
                key instanceof Symbol.Array array ? bodies.of(node.id()).elements(array) : List.of();
        for (Symbol each : elements.isEmpty() ? List.of(key) : elements) {
            found.add(new Operation(kind, call, Optional.of(each), "", hasTtl));
        }
    }

    private void ofField(Node node, Call call, List<Operation> found) {
        if (!(bodies.arguments(node.id(), call).on() instanceof Symbol.Field field)) {
            return;
        }
        String cache = Names.simple(field.owner()) + "." + field.name();
        Symbol key = bodies.arguments(node.id(), call).value(0);
        switch (call.target().name()) {
            case "get" -> {
                found.add(new Operation(Kind.GET, call, Optional.of(key), cache, true));
                found.add(new Operation(Kind.PUT, call, Optional.of(key), cache, true));
            }
            case "getIfPresent" -> found.add(new Operation(Kind.GET, call, Optional.of(key), cache, true));
            case "put" -> found.add(new Operation(Kind.PUT, call, Optional.of(key), cache, true));
            case "invalidate", "refresh" -> found.add(new Operation(Kind.EVICT, call, Optional.of(key), cache, true));
            case "invalidateAll" -> found.add(new Operation(Kind.EVICT, call, Optional.empty(), cache, true));
            default -> {
                // Nothing is read or changed.
            }
        }
    }

    private void addWrapped(Node node, List<Operation> found) {
        boolean mayTell = node.method().calls().stream()
                .anyMatch(call -> wrapperNames.contains(call.target().name()));
        for (Edge edge : mayTell ? graph.edges(node) : List.<Edge>of()) {
            for (Wrapper wrapper : wrappers.getOrDefault(edge.target().id(), List.of())) {
                add(node, edge.call(), wrapper.kind(), wrapper.parameter(), wrapper.hasTtl(), found);
            }
        }
    }

    /** Name and key of an entry; none if the key has no constant beginning. */
    private record Entry(String name, KeyShape key) {}

    private Optional<Entry> entry(Node node, Operation operation) {
        if (!operation.field().isEmpty()) {
            KeyShape key = operation.key().map(symbol -> keys.of(node, symbol)).orElseGet(KeyShape.Everything::new);
            return Optional.of(new Entry(operation.field(), key));
        }
        return operation.key().flatMap(key -> entry(node, key));
    }

    private Optional<Entry> entry(Node node, Symbol symbol) {
        if (symbol instanceof Symbol.Result result) {
            boolean isSearch = Set.of("keys", "scan").contains(result.method().name())
                    && !result.arguments().isEmpty();
            return isSearch
                    ? entry(node, result.arguments().get(0))
                            .map(found -> new Entry(found.name().replace("*", ""), new KeyShape.Everything()))
                    : built(node, result);
        }
        Optional<String> text = symbol.text();
        if (text.isPresent()) {
            return Optional.of(entry(text.get(), List.of()));
        } else if (symbol instanceof Symbol.Joined joined && !joined.parts().isEmpty()) {
            List<KeyShape> rest = joined.parts().stream()
                    .skip(1)
                    .map(part -> keys.of(node, part))
                    .toList();
            return joined.parts().get(0).text().map(first -> entry(first, rest));
        }
        return Optional.empty();
    }

    /** A key that a method of the application puts together. */
    private Optional<Entry> built(Node node, Symbol.Result result) {
        List<Symbol> returned = program.isOwn(result.method().owner())
                ? program.resolve(result.method())
                        .map(method -> bodies.of(method.id()).returned())
                        .orElse(List.of())
                : List.of();
        boolean isText = returned.size() == 1 && returned.get(0) instanceof Symbol.Joined;
        return isText
                ? entry(node, returned.get(0)).map(found -> new Entry(found.name(), new KeyShape.Any()))
                : Optional.empty();
    }

    private static Entry entry(String beginning, List<KeyShape> rest) {
        int colons = beginning.indexOf("::");
        String name = colons > 0 ? beginning.substring(0, colons) : beginning.replaceAll("[^\\w*]+$", "");
        String more = colons > 0 ? beginning.substring(colons + 2) : "";
        List<KeyShape> parts = new ArrayList<>();
        if (!more.isEmpty()) {
            parts.add(new KeyShape.Literal(more));
        }
        parts.addAll(rest);
        KeyShape key = parts.isEmpty()
                ? new KeyShape.Literal("")
                : parts.size() == 1 ? parts.get(0) : new KeyShape.Joined(parts);
        return new Entry(name, beginning.endsWith("*") ? new KeyShape.Everything() : key);
    }

    /** What a method removes or replaces, by the call. What is removed under a key that is not known counts for all names of such caches. */
    Map<Call, List<Eviction>> evictions(Node node, Set<String> all) {
        Map<Call, List<Eviction>> found = new LinkedHashMap<>();
        for (Operation operation : operations(node)) {
            boolean isHandedOn = operation.field().isEmpty()
                    && operation
                                    .key()
                                    .map(key -> parameter(node.method(), operation.kind(), key))
                                    .orElse(-1)
                            >= 0;
            if (operation.kind() != Kind.GET && !isHandedOn) {
                Optional<Entry> entry = entry(node, operation);
                boolean isPut = operation.kind() == Kind.PUT;
                Set<String> names = entry.map(each -> Set.of(each.name())).orElse(isPut ? Set.of() : all);
                KeyShape key = entry.map(Entry::key).orElseGet(KeyShape.Any::new);
                if (!names.isEmpty()) {
                    found.computeIfAbsent(operation.call(), call -> new ArrayList<>())
                            .add(new Eviction(
                                    names,
                                    key,
                                    "",
                                    isPut,
                                    false,
                                    node,
                                    operation.call().line()));
                }
            }
        }
        return found;
    }

    /** The method as a cached read, if it gets and puts under one name. */
    Optional<CachedRead> read(Node node) {
        Map<String, KeyShape> gotten = new LinkedHashMap<>();
        Map<String, Boolean> put = new HashMap<>();
        for (Operation operation : operations(node)) {
            entry(node, operation).ifPresent(entry -> {
                if (operation.kind() == Kind.GET) {
                    gotten.put(entry.name(), entry.key());
                } else if (operation.kind() == Kind.PUT && !isMadeUp(node, operation)) {
                    put.put(entry.name(), operation.hasTtl());
                }
            });
        }
        return gotten.keySet().stream()
                .filter(put::containsKey)
                .findFirst()
                .map(name -> new CachedRead(
                        CachedRead.Library.OWN,
                        Set.of(name),
                        node,
                        gotten.getOrDefault(name, new KeyShape.Any()),
                        "",
                        true,
                        List.of(),
                        false,
                        put.getOrDefault(name, false)));
    }

    private boolean isMadeUp(Node node, Operation operation) {
        return operation
                .key()
                .filter(key -> madeUp.areAllOf(
                        bodies.arguments(node.id(), operation.call()).values(), key))
                .isPresent();
    }

    /** The names under which the method does anything. */
    Set<String> names(Node node) {
        Set<String> names = new TreeSet<>();
        operations(node).stream()
                .flatMap(operation -> entry(node, operation).stream())
                .flatMap(entry -> Stream.of(entry.name()))
                .forEach(names::add);
        return names;
    }
}
