package io.freshet.audit.cache;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Caches that an application makes a type of its own for: {@code interface RowCache<K, V>} with {@code get}, {@code put} and {@code evict}, behind
 * which stands a cache or a store that is known. Such a cache is called after what its keys are, as the place that uses it says: {@code RowCache<PriceKey, Price>} is
 * the cache {@code PriceKey}, or {@code PriceKey to Price} if other values have such keys, too. What happens to single keys is not told apart, so an eviction is taken for one that can match.
 */
final class OwnCaches {

    private static final Pattern READING = Pattern.compile("(get|find|fetch|load|computeIf).*");
    private static final Pattern FILLING = Pattern.compile("(put|set|store).*");
    private static final Pattern EVICTING = Pattern.compile("(evict|invalidate|remove|delete).*");
    private static final Pattern CLEARING = Pattern.compile("clear|(evict|invalidate|remove|delete)All");
    private static final Set<String> LOADERS =
            Set.of("java/util/function/Supplier", "java/util/function/Function", "java/util/concurrent/Callable");
    private static final List<String> BEHIND = List.of(
            "org/springframework/cache/Cache",
            "org/springframework/data/redis/",
            "com/github/benmanes/caffeine/cache/",
            "com/google/common/cache/",
            "org/redisson/api/",
            "javax/cache/");

    private final Program program;
    private final Bodies bodies;
    private final Set<String> types = new TreeSet<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    private enum Kind {
        GET,
        LOAD,
        PUT,
        EVICT,
        CLEAR
    }

    OwnCaches(Program program, Bodies bodies) {
        this.program = program;
        this.bodies = bodies;
        for (ClassModel type : program.classes()) {
            if (isCache(type)) {
                types.add(type.name());
            }
        }
        for (ClassModel type : types.isEmpty() ? List.<ClassModel>of() : program.classes()) {
            for (MethodModel method : type.methods()) {
                Node node = new Node(method, type.name());
                method.calls().forEach(call -> kept(node, call).ifPresent(this::addValue));
            }
        }
    }

    private void addValue(List<GenericType> arguments) {
        if (arguments.size() > 1 && !arguments.get(1).isVariable()) {
            values.computeIfAbsent(arguments.get(0).name(), key -> new TreeSet<>())
                    .add(arguments.get(1).name());
        }
    }

    /** Whether it gets and evicts by a key whose type is left open, and one of its classes calls a cache. */
    private boolean isCache(ClassModel type) {
        String signature = type.signature();
        return signature != null
                && signature.startsWith("<")
                && type.methods().stream().anyMatch(method -> isByKey(method, READING))
                && type.methods().stream().anyMatch(method -> isByKey(method, EVICTING))
                && program.subtypes(type.name()).stream().anyMatch(OwnCaches::callsCache);
    }

    private static boolean isByKey(MethodModel method, Pattern name) {
        String signature = method.signature();
        return signature != null
                && name.matcher(method.id().name()).matches()
                && signature.substring(signature.indexOf('(') + 1).startsWith("T");
    }

    private static boolean callsCache(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.calls().stream())
                .map(call -> call.target().owner())
                .anyMatch(owner -> BEHIND.stream().anyMatch(owner::startsWith));
    }

    /** The name of the cache that a call is on; none if it is on none, or made by the cache itself. */
    private Optional<String> name(Node node, Call call) {
        return kept(node, call).map(this::named);
    }

    /** Of what classes the keys and values of the cache are that a call is on. */
    private Optional<List<GenericType>> kept(Node node, Call call) {
        boolean isCandidate = !types.isEmpty()
                && program.isOwn(call.target().owner())
                && types.stream().anyMatch(type -> program.isA(call.target().owner(), type));
        if (!isCandidate || types.stream().anyMatch(type -> program.isA(node.self(), type))) {
            return Optional.empty();
        }
        List<GenericType> arguments = program.argumentsOf(bodies.receiver(node, call), types::contains);
        return arguments.isEmpty() || arguments.get(0).isVariable() ? Optional.empty() : Optional.of(arguments);
    }

    private String named(List<GenericType> arguments) {
        String key = Names.simple(arguments.get(0).name());
        boolean isOnlyOne = program.isOwn(arguments.get(0).name())
                && values.getOrDefault(arguments.get(0).name(), Set.of()).size() < 2;
        return isOnlyOne || arguments.size() < 2
                ? key
                : key + " to " + Names.simple(arguments.get(1).name());
    }

    private static Optional<Kind> kind(Call call) {
        String name = call.target().name();
        int count = call.target().parameters();
        if (CLEARING.matcher(name).matches() && count == 0) {
            return Optional.of(Kind.CLEAR);
        } else if (count == 0) {
            return Optional.empty();
        } else if (EVICTING.matcher(name).matches()) {
            return Optional.of(Kind.EVICT);
        } else if (FILLING.matcher(name).matches()) {
            return Optional.of(Kind.PUT);
        }
        boolean isLoading = java.util.Arrays.stream(call.target().parameterTypes())
                .anyMatch(type -> LOADERS.contains(type.getInternalName()));
        return READING.matcher(name).matches() ? Optional.of(isLoading ? Kind.LOAD : Kind.GET) : Optional.empty();
    }

    /** Names of the caches that the method uses. */
    Set<String> names(Node node) {
        Set<String> names = new TreeSet<>();
        node.method()
                .calls()
                .forEach(call -> kind(call).flatMap(kind -> name(node, call)).ifPresent(names::add));
        return names;
    }

    /** What the method evicts or fills, by the call. */
    Map<Call, List<Eviction>> evictions(Node node) {
        Map<Call, List<Eviction>> found = new LinkedHashMap<>();
        for (Call call : node.method().calls()) {
            Optional<Kind> kind = kind(call).filter(each -> each != Kind.GET && each != Kind.LOAD);
            Optional<String> name = kind.isPresent() ? name(node, call) : Optional.empty();
            if (kind.isPresent() && name.isPresent()) {
                KeyShape key = kind.get() == Kind.CLEAR ? new KeyShape.Everything() : new KeyShape.Any();
                found.computeIfAbsent(call, each -> new ArrayList<>())
                        .add(new Eviction(
                                Set.of(name.get()), key, "", kind.get() == Kind.PUT, false, node, call.line()));
            }
        }
        return found;
    }

    /** The method as a cached read, if it gets with a loader, or gets and puts. */
    Optional<CachedRead> read(Node node) {
        Set<String> gotten = new TreeSet<>();
        Set<String> filled = new TreeSet<>();
        for (Call call : node.method().calls()) {
            Optional<Kind> kind = kind(call);
            Optional<String> name = kind.isPresent() ? name(node, call) : Optional.empty();
            name.filter(each -> kind.get() == Kind.GET || kind.get() == Kind.LOAD)
                    .ifPresent(gotten::add);
            name.filter(each -> kind.get() == Kind.PUT || kind.get() == Kind.LOAD)
                    .ifPresent(filled::add);
        }
        return gotten.stream()
                .filter(filled::contains)
                .findFirst()
                .map(name -> new CachedRead(
                        CachedRead.Library.OWN,
                        Set.of(name),
                        node,
                        new KeyShape.Any(),
                        "",
                        true,
                        List.of(),
                        false,
                        true));
    }

    /** What the method gives its cache to load entries with; none if it puts entries by itself, or gets something else to load with. */
    List<MethodId> loaders(Node node) {
        List<MethodId> found = new ArrayList<>();
        for (Call call : node.method().calls()) {
            Optional<Kind> kind = kind(call).filter(each -> each == Kind.LOAD || each == Kind.PUT);
            if (kind.isPresent() && name(node, call).isPresent()) {
                Optional<MethodId> loader = loader(node, call);
                if (loader.isEmpty()) {
                    return List.of();
                }
                found.add(loader.get());
            }
        }
        return found;
    }

    private Optional<MethodId> loader(Node node, Call call) {
        return bodies.arguments(node.id(), call).values().stream()
                .filter(Symbol.Handed.class::isInstance)
                .map(value -> ((Symbol.Handed) value).method())
                .findFirst();
    }

    /** The classes that make the keys by which a method reads. */
    Set<String> keyTypes(Node node) {
        Set<String> found = new TreeSet<>();
        keys(node).forEach(key -> type(key).ifPresent(found::add));
        return found;
    }

    /** The static method that makes the key by which a method reads, if it has but one key, and makes it so. */
    Set<MethodId> keyFactories(Node node) {
        List<Symbol> keys = keys(node);
        boolean isMade = keys.size() == 1
                && keys.get(0) instanceof Symbol.Result result
                && result.receiver() == null
                && program.isOwn(result.method().owner());
        return isMade ? Set.of(((Symbol.Result) keys.get(0)).method()) : Set.of();
    }

    /** The parameters of a method of which it makes the key that it reads by; none if it has several keys, each for its own look-up. */
    Set<Integer> keyParameters(Node node) {
        Set<Integer> found = new TreeSet<>();
        List<Symbol> keys = keys(node);
        for (Symbol key : keys.size() == 1 ? keys : List.<Symbol>of()) {
            for (Symbol part : parts(node, key)) {
                if (part instanceof Symbol.Parameter parameter) {
                    found.add(parameter.index());
                }
            }
        }
        return found;
    }

    private List<Symbol> keys(Node node) {
        return node.method().calls().stream()
                .filter(call -> kind(call)
                        .filter(kind -> kind == Kind.GET || kind == Kind.LOAD)
                        .isPresent())
                .filter(call -> name(node, call).isPresent())
                .map(call -> bodies.arguments(node.id(), call).value(0))
                .toList();
    }

    private static Optional<String> type(Symbol key) {
        if (key instanceof Symbol.Created created) {
            return Optional.of(created.type());
        }
        return key instanceof Symbol.Result result ? Optional.of(result.method().owner()) : Optional.empty();
    }

    /** What a constructor or a factory is given. */
    private List<Symbol> parts(Node node, Symbol key) {
        if (key instanceof Symbol.Result result && result.receiver() == null) {
            return result.arguments();
        }
        return node.method().calls().stream()
                .filter(call -> call.target().name().equals("<init>"))
                .map(call -> bodies.arguments(node.id(), call))
                .filter(arguments -> arguments.on().equals(key))
                .flatMap(arguments -> arguments.values().stream())
                .toList();
    }
}
