package io.freshet.audit.cache;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cached reads of a program and all that evicts them. Not thread-safe: what is asked is remembered. */
public final class Caches {

    private static final String MAPPER = "org/apache/ibatis/annotations/Mapper";

    private final Annotations annotations;
    private final Declarations declarations;
    private final ProgrammaticCaches programmatic;
    private final RedisDeletions deletions;
    private final KeyedCalls keyed;
    private final OwnCaches own;
    private final CallGraph graph;
    private final Set<String> keyedNames = new LinkedHashSet<>();
    private final Map<Node, CachedRead> byCalls = new LinkedHashMap<>();
    private final Map<Node, CachedRead> reads = new LinkedHashMap<>();
    private final Map<Node, List<Eviction>> declared = new LinkedHashMap<>();
    private final Map<Node, Map<Call, List<Eviction>>> done = new HashMap<>();
    private final Set<String> gotten = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    /** Of a program. */
    public Caches(Program program, Annotations annotations, Bodies bodies, CallGraph graph) {
        this.annotations = annotations;
        KeyExpressions keys = new KeyExpressions(program);
        this.declarations = new Declarations(program, annotations, keys);
        this.programmatic = new ProgrammaticCaches(program, bodies, keys, graph);
        this.deletions = new RedisDeletions(program, bodies, keys, graph);
        this.keyed = new KeyedCalls(program, bodies, keys, graph);
        this.own = new OwnCaches(program, bodies);
        this.graph = graph;
        for (ClassModel type : program.classes()) {
            if (type.isConcrete() || isRepository(program, type)) {
                methods(program, type).forEach(this::add);
            }
        }
        for (ClassModel type : program.classes()) {
            for (String self : selves(program, type)) {
                type.methods().forEach(method -> addCalls(new Node(method, self)));
            }
        }
    }

    /** The classes of the objects that run methods of a class: of an abstract one those that extend it, each of which may have another cache. */
    private static List<String> selves(Program program, ClassModel type) {
        List<String> below = type.isConcrete() || type.isInterface()
                ? List.of()
                : program.subtypes(type.name()).stream()
                        .filter(ClassModel::isConcrete)
                        .map(ClassModel::name)
                        .toList();
        return below.isEmpty() ? List.of(type.name()) : below;
    }

    /** Whether objects of the interface are made by Spring Data or MyBatis. */
    private static boolean isRepository(Program program, ClassModel type) {
        boolean isMapper =
                type.annotations().stream().anyMatch(use -> use.type().equals(MAPPER))
                        || program.mappers().keySet().stream()
                                .anyMatch(place -> place.endsWith("/" + Names.simple(type.name()) + ".xml"));
        return type.isInterface()
                && (isMapper
                        || program.supertypes(type.name()).stream()
                                .anyMatch(name -> name.startsWith("org/springframework/data/")
                                        || name.startsWith("com/baomidou/mybatisplus/core/mapper/")));
    }

    private static List<Node> methods(Program program, ClassModel type) {
        Map<String, Node> methods = new LinkedHashMap<>();
        for (String name : program.supertypes(type.name())) {
            for (MethodModel method : program.own(name).map(ClassModel::methods).orElse(List.of())) {
                boolean isWanted = !method.isMade() && (method.hasBody() || type.isInterface());
                if (isWanted && !method.id().name().startsWith("<")) {
                    methods.putIfAbsent(method.id().name() + method.id().descriptor(), new Node(method, type.name()));
                }
            }
        }
        return new ArrayList<>(methods.values());
    }

    private void add(Node node) {
        declarations.read(node).ifPresent(read -> {
            reads.put(node, read);
            if (read.isByHand()) {
                names.addAll(read.names());
            }
        });
        List<Eviction> evictions = declarations.evictions(node);
        if (!evictions.isEmpty()) {
            declared.put(node, evictions);
        }
    }

    private void addCalls(Node node) {
        gotten.addAll(programmatic.gotten(node));
        Set<String> names = keyed.names(node);
        gotten.addAll(names);
        keyedNames.addAll(names);
        gotten.addAll(own.names(node));
        if (!reads.containsKey(node)) {
            keyed.read(node)
                    .or(() -> programmatic.read(node))
                    .or(() -> own.read(node))
                    .ifPresent(read -> byCalls.put(node, read));
        }
    }

    /** All cached reads, in the order of their classes. */
    public List<CachedRead> reads() {
        List<CachedRead> all = new ArrayList<>(reads.values());
        all.addAll(byCalls.values());
        return List.copyOf(all);
    }

    /** Whether the method is cached or evicts by annotation. */
    public boolean isDeclared(Node node) {
        return reads.containsKey(node) || declared.containsKey(node);
    }

    /** Whether the method is cached. */
    public boolean isRead(Node node) {
        return reads.containsKey(node);
    }

    /** What calling the method through its proxy evicts. */
    public List<Eviction> declared(Node node) {
        return declared.getOrDefault(node, List.of());
    }

    /** All evictions by annotation. */
    public List<Eviction> allDeclared() {
        return declared.values().stream().flatMap(List::stream).toList();
    }

    /** What a method evicts by calls of a cache, or of the Redis that it lies in, by the call. */
    public Map<Call, List<Eviction>> done(Node node) {
        return done.computeIfAbsent(node, each -> {
            Map<Call, List<Eviction>> all = new LinkedHashMap<>(programmatic.evictions(each));
            deletions.evictions(each, names).forEach((call, evictions) -> all.merge(call, evictions, Caches::both));
            Map<Call, List<Eviction>> byKeys = new LinkedHashMap<>(deletions.evictions(each, keyedNames));
            keyed.evictions(each, keyedNames).forEach((call, evictions) -> {
                boolean isOfCallers = !byKeys.containsKey(call) && deletions.isTold(each, call);
                if (!isOfCallers) {
                    byKeys.put(call, evictions);
                }
            });
            byKeys.forEach((call, evictions) -> all.merge(call, evictions, Caches::both));
            own.evictions(each).forEach((call, evictions) -> all.merge(call, evictions, Caches::both));
            return all;
        });
    }

    /** Names of the caches that are read by calls rather than by annotation. */
    public Set<String> gotten() {
        return Set.copyOf(gotten);
    }

    /** Whether caches are got by names that could not be told. */
    public boolean hasUnknownNames() {
        return programmatic.hasUnknownNames();
    }

    /** The parameters that a key names which its method does not have. */
    public List<String> unknownNames(String expression, Node node) {
        return declarations.unknownNames(expression, node);
    }

    /** The parameters of a cached read that its key is made of, as far as they could be told. */
    public Set<Integer> keyParameters(CachedRead read) {
        return read.library() == CachedRead.Library.OWN
                ? own.keyParameters(read.node())
                : declarations.keyParameters(read.expression(), read.node());
    }

    /** What a cached read gives its cache to load entries with, where that is all that comes into them: what it reads besides is not kept. None if that is not known. */
    public List<Node> loaders(CachedRead read) {
        List<MethodId> loaders =
                read.library() == CachedRead.Library.OWN ? own.loaders(read.node()) : List.<MethodId>of();
        List<Edge> edges = loaders.isEmpty()
                ? List.of()
                : graph.edges(read.node()).stream()
                        .filter(edge -> edge.call().kind() == Call.Kind.HANDED)
                        .filter(edge -> loaders.contains(edge.call().target()))
                        .toList();
        boolean areAllKnown = edges.stream()
                .map(edge -> edge.call().target())
                .collect(Collectors.toSet())
                .containsAll(loaders);
        return areAllKnown ? edges.stream().map(Edge::target).toList() : List.of();
    }

    /** The static method that makes the key of a cached read; none if the key is made otherwise, or is one of several. */
    public Set<MethodId> keyFactories(CachedRead read) {
        return read.library() == CachedRead.Library.OWN ? own.keyFactories(read.node()) : Set.of();
    }

    /** The classes that do nothing but make its keys. */
    public Set<String> keyTypes(CachedRead read) {
        return read.library() == CachedRead.Library.OWN ? own.keyTypes(read.node()) : Set.of();
    }

    /** Annotations of the cache operations that a method carries itself, also where no proxy would see them. */
    public boolean carriesOperation(MethodModel method) {
        return Declarations.OPERATIONS.stream()
                .anyMatch(type -> !annotations.find(method.annotations(), type).isEmpty());
    }

    /** Whether a proxy can stand in for the method. */
    public static boolean isProxyable(MethodModel method) {
        return !method.has(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | Opcodes.ACC_STATIC);
    }

    /** Names of the methods that are cached or evict by annotation. */
    public Set<String> declaredNames() {
        Set<String> names = new LinkedHashSet<>();
        reads.keySet().forEach(node -> names.add(node.id().name()));
        declared.keySet().forEach(node -> names.add(node.id().name()));
        return names;
    }

    /** The calls of a method that arrive at one which evicts or is cached, past its proxy. */
    public List<Edge> bypassed(List<Edge> edges) {
        return edges.stream()
                .filter(edge -> !edge.isProxied() && isDeclared(edge.target()))
                .toList();
    }

    private static List<Eviction> both(List<Eviction> one, List<Eviction> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    static List<AnnotationUse> all(List<AnnotationUse> one, List<AnnotationUse> other) {
        List<AnnotationUse> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
