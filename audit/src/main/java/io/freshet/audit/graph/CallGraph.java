package io.freshet.audit.graph;

import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which own methods a method calls. Not thread-safe: what is asked is remembered.
 *
 * <p>A call on an interface arrives at every own class that implements it, and a call on a class at its primary bean if that extends it; a call on {@code this} arrives at the class of the object; what is
 * handed on as a lambda, method reference or anonymous class counts as called where it is made, as do the methods that a class of one's own
 * has for a library to call; an event arrives at its listeners. Which store or service a method is given by its caller is followed.
 */
public final class CallGraph {

    private static final Pattern ANONYMOUS = Pattern.compile(".*\\$\\d+");

    private static final String ASYNC = "org/springframework/scheduling/annotation/Async";
    /** Methods of Java's own types that others call; its classes are not among the libraries. */
    private static final Map<String, String> CALLBACKS = Map.of(
            "java/lang/Runnable", "run",
            "java/util/concurrent/Callable", "call",
            "java/util/function/Supplier", "get",
            "java/util/function/Function", "apply",
            "java/util/function/Consumer", "accept",
            "java/util/function/BiConsumer", "accept");

    private static final String PRIMARY = "org/springframework/context/annotation/Primary";

    private final Program program;
    private final Annotations annotations;
    private final Bodies bodies;
    private final Listeners listeners;
    private final Aspects aspects;
    private final Injection injection;
    private final Clients clients;
    private final Given given;
    private final Map<Node, List<Edge>> known = new HashMap<>();
    private final Map<Node, List<Edge>> carried = new HashMap<>();
    private final Map<Node, Integer> numbers = new HashMap<>();
    private final List<Node> numbered = new ArrayList<>();
    private final List<int @Nullable []> targets = new ArrayList<>();

    /** Of a program. */
    public CallGraph(Program program, Annotations annotations, Beans beans, Bodies bodies) {
        this.program = program;
        this.annotations = annotations;
        this.bodies = bodies;
        this.listeners = new Listeners(program, annotations);
        this.aspects = new Aspects(program, annotations);
        this.injection = new Injection(program, annotations, bodies);
        this.clients = new Clients(program, annotations);
        this.given = new Given(program, beans, bodies);
    }

    /** What own aspects do around a method that is called through its proxy. */
    public List<Aspects.Advice> advice(Node node) {
        return aspects.of(node);
    }

    /** The own aspects. */
    public Aspects aspects() {
        return aspects;
    }

    /** Whether the call returns before the method has run. */
    public boolean isAsync(Edge edge) {
        Node target = edge.target();
        return edge.isProxied()
                && annotations
                        .onMethodOrClass(target.method(), target.self(), ASYNC)
                        .isPresent();
    }

    /** Whether the call hands an event to a listener, which looks at it to tell what is to be done. */
    public boolean isEvent(Edge edge) {
        return listeners.isPublishing(edge.call().target());
    }

    /** When a listener hears the events that arrive at it. */
    public Hearing hearing(Node listener) {
        return Hearing.of(listener.method(), annotations);
    }

    /** Whether the event that a call hands over is only published when its repository saves the aggregate, in a transaction of its own. */
    public boolean isPublishedInTransaction(Edge edge) {
        return edge.call().target().name().equals("registerEvent");
    }

    /** The listeners that hear an event of a class, whoever publishes it. */
    public List<Node> listeners(String event) {
        return listeners.of(event);
    }

    /**
     * The listeners that hear the events which a method makes, whoever carries them: what a queue brings to another process is published
     * there again.
     */
    public List<Edge> carried(Node node) {
        return carried.computeIfAbsent(node, this::findCarried);
    }

    private List<Edge> findCarried(Node node) {
        return node.method().calls().stream()
                .filter(call -> call.kind() == Call.Kind.EXACT
                        && call.target().name().equals("<init>")
                        && program.isOwn(call.target().owner()))
                .flatMap(call -> listeners.of(call.target().owner()).stream().map(each -> new Edge(call, each, true)))
                .toList();
    }

    /** What the method calls, in order. */
    public List<Edge> edges(Node node) {
        List<Edge> edges = known.get(node);
        if (edges == null) {
            List<Edge> found = new ArrayList<>();
            aspects.of(node)
                    .forEach(each -> found.add(new Edge(
                            new Call(
                                    0,
                                    node.method().line(),
                                    Call.Kind.EXACT,
                                    each.node().id()),
                            each.node(),
                            false)));
            node.method().calls().forEach(call -> add(node, call, found));
            edges = List.copyOf(found);
            known.put(node, edges);
        }
        return edges;
    }

    private void add(Node node, Call call, List<Edge> edges) {
        MethodId target = call.target();
        if (listeners.isPublishing(target)) {
            listeners
                    .of(node, bodies.arguments(node.id(), call))
                    .forEach(each -> edges.add(new Edge(call, each, true)));
        } else if (program.isOwn(target.owner())) {
            addOwn(node, call, edges);
        } else if (call.kind() != Call.Kind.EXACT
                && program.isA(node.self(), target.owner())
                && bodies.isOnThis(node.id(), call)) {
            resolved(target, node.self()).forEach(each -> edges.add(edge(node, call, each, false)));
        }
    }

    private Edge edge(Node from, Call call, Node target, boolean isProxied) {
        return new Edge(call, given.to(from, call, target), isProxied);
    }

    private void addOwn(Node node, Call call, List<Edge> edges) {
        MethodId target = call.target();
        boolean canBeSelf = program.isA(node.self(), target.owner());
        if (call.kind() == Call.Kind.EXACT) {
            resolved(target, target.owner()).forEach(each -> {
                String self = canBeSelf && !each.method().has(Opcodes.ACC_STATIC) ? node.self() : target.owner();
                edges.add(edge(node, call, new Node(each.method(), self), false));
            });
            if (target.name().equals("<init>") && !program.isA(node.id().owner(), target.owner())) {
                program.own(target.owner()).ifPresent(type -> addCallbacks(call, type, edges));
            }
        } else if (isLambda(target)) {
            resolved(target, target.owner())
                    .forEach(each -> edges.add(edge(
                            node, call, new Node(each.method(), canBeSelf ? node.self() : target.owner()), false)));
        } else if (canBeSelf && bodies.isOnThis(node.id(), call)) {
            resolved(target, node.self()).forEach(each -> edges.add(edge(node, call, each, false)));
        } else {
            addVirtual(node, call, edges);
        }
    }

    private boolean isLambda(MethodId target) {
        return program.own(target.owner())
                .flatMap(type -> type.method(target))
                .map(method ->
                        method.has(Opcodes.ACC_SYNTHETIC) && target.name().startsWith("lambda$"))
                .orElse(false);
    }

    private void addVirtual(Node node, Call call, List<Edge> edges) {
        List<Node> endpoints = clients.of(call.target());
        endpoints.forEach(each -> edges.add(new Edge(call, each, true)));
        if (endpoints.isEmpty()) {
            addImplementations(node, call, edges);
        }
    }

    private void addImplementations(Node node, Call call, List<Edge> edges) {
        Set<Node> targets = new LinkedHashSet<>();
        List<ClassModel> types = program.subtypes(bodies.receiverType(node, call));
        Set<String> injected = injection.of(node, call, types);
        for (ClassModel type : types) {
            boolean isNothing =
                    type.name().equals(call.target().owner() + "$1") && (type.access() & Opcodes.ACC_ENUM) == 0;
            if (type.isConcrete()
                    && !isStoodInFor(type, types)
                    && (injected.isEmpty() || injected.contains(type.name()))
                    && !isNothing) {
                targets.addAll(resolved(call.target(), type.name()));
            }
        }
        if (targets.isEmpty()) {
            targets.addAll(resolved(call.target(), call.target().owner()));
        }
        targets.forEach(each ->
                edges.add(edge(node, call, each, !each.method().has(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE))));
    }

    /** Whether a bean that extends the class is injected in its place. */
    private boolean isStoodInFor(ClassModel type, List<ClassModel> types) {
        return types.stream()
                .anyMatch(each -> !each.equals(type)
                        && program.isA(each.name(), type.name())
                        && !annotations.find(each.annotations(), PRIMARY).isEmpty());
    }

    private List<Node> resolved(MethodId target, String self) {
        return program.resolve(target.on(self))
                .filter(method -> method.hasBody() && program.isOwn(method.id().owner()))
                .map(method -> List.of(new Node(method, self)))
                .orElse(List.of());
    }

    /** Of an anonymous class all methods may be called where it is made; of others those that a library declares, and so calls. */
    private void addCallbacks(Call call, ClassModel type, List<Edge> edges) {
        boolean isAnonymous = ANONYMOUS.matcher(type.name()).matches();
        for (MethodModel method : type.methods()) {
            boolean isPlain =
                    method.hasBody() && !method.isMade() && !method.id().name().startsWith("<");
            if (isPlain && (isAnonymous || isOfLibrary(type, method))) {
                edges.add(new Edge(call, new Node(method, type.name()), false));
            }
        }
    }

    private boolean isOfLibrary(ClassModel type, MethodModel method) {
        return method.has(Opcodes.ACC_PUBLIC)
                && !method.has(Opcodes.ACC_STATIC)
                && program.supertypes(type.name()).stream()
                        .filter(name -> !program.isOwn(name) && !name.equals("java/lang/Object"))
                        .anyMatch(name -> declares(name, method.id()));
    }

    private boolean declares(String type, MethodId method) {
        return program.find(type).stream()
                        .flatMap(above -> above.methods().stream())
                        .map(MethodModel::id)
                        .anyMatch(id -> id.name().equals(method.name()) && id.parameters() == method.parameters())
                || CALLBACKS.getOrDefault(type, "").equals(method.name());
    }

    /** All that can run when the method is called. */
    public Reach reach(Node from) {
        return Reach.from(this, from);
    }

    Node node(int number) {
        return numbered.get(number);
    }

    Optional<Integer> knownNumber(Node node) {
        return Optional.ofNullable(numbers.get(node));
    }

    int number(Node node) {
        Integer number = numbers.get(node);
        if (number == null) {
            number = numbered.size();
            numbered.add(node);
            targets.add(null);
            numbers.put(node, number);
        }
        return number;
    }

    /** The numbers of the methods that a method's edges arrive at, in the order of these. */
    int[] targets(int number) {
        int[] found = targets.get(number);
        if (found == null) {
            found = edges(node(number)).stream()
                    .mapToInt(edge -> number(edge.target()))
                    .toArray();
            targets.set(number, found);
        }
        return found;
    }
}
