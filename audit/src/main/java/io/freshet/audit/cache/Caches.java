package io.freshet.audit.cache;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
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

/** All cached reads of a program and all that evicts them. Not thread-safe: what is asked is remembered. */
public final class Caches {

    private final Annotations annotations;
    private final Declarations declarations;
    private final ProgrammaticCaches programmatic;
    private final Map<Node, CachedRead> reads = new LinkedHashMap<>();
    private final Map<Node, List<Eviction>> declared = new LinkedHashMap<>();
    private final Map<Node, Map<Call, List<Eviction>>> done = new HashMap<>();
    private final Set<String> gotten = new LinkedHashSet<>();

    /** Of a program. */
    public Caches(Program program, Annotations annotations, Bodies bodies, CallGraph graph) {
        this.annotations = annotations;
        KeyExpressions keys = new KeyExpressions(program);
        this.declarations = new Declarations(program, annotations, keys);
        this.programmatic = new ProgrammaticCaches(program, bodies, keys, graph);
        for (ClassModel type : program.classes()) {
            if (type.isConcrete() || isRepository(program, type)) {
                methods(program, type).forEach(this::add);
            }
        }
        for (ClassModel type : program.classes()) {
            type.methods().forEach(method -> gotten.addAll(programmatic.gotten(new Node(method, type.name()))));
        }
    }

    private static boolean isRepository(Program program, ClassModel type) {
        return type.isInterface()
                && program.supertypes(type.name()).stream()
                        .anyMatch(name -> name.startsWith("org/springframework/data/"));
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
        declarations.read(node).ifPresent(read -> reads.put(node, read));
        List<Eviction> evictions = declarations.evictions(node);
        if (!evictions.isEmpty()) {
            declared.put(node, evictions);
        }
    }

    /** All cached reads, in the order of their classes. */
    public List<CachedRead> reads() {
        return List.copyOf(reads.values());
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

    /** What a method evicts by calls of a cache, by the call. */
    public Map<Call, List<Eviction>> done(Node node) {
        return done.computeIfAbsent(node, programmatic::evictions);
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

    static List<AnnotationUse> all(List<AnnotationUse> one, List<AnnotationUse> other) {
        List<AnnotationUse> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
