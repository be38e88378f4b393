package io.freshet.audit.graph;

import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which own methods a method calls. Not thread-safe: what is asked is remembered.
 *
 * <p>A call on an interface arrives at every own class that implements it; a call on {@code this} arrives at the class of the object; what is
 * handed on as a lambda, method reference or anonymous class counts as called where it is made; an event arrives at its listeners.
 */
public final class CallGraph {

    private static final Pattern ANONYMOUS = Pattern.compile(".*\\$\\d+");

    private final Program program;
    private final Bodies bodies;
    private final Listeners listeners;
    private final Map<Node, List<Edge>> known = new HashMap<>();

    /** Of a program. */
    public CallGraph(Program program, Annotations annotations, Bodies bodies) {
        this.program = program;
        this.bodies = bodies;
        this.listeners = new Listeners(program, annotations);
    }

    /** What the method calls, in order. */
    public List<Edge> edges(Node node) {
        List<Edge> edges = known.get(node);
        if (edges == null) {
            List<Edge> found = new ArrayList<>();
            node.method().calls().forEach(call -> add(node, call, found));
            edges = List.copyOf(found);
            known.put(node, edges);
        }
        return edges;
    }

    private void add(Node node, Call call, List<Edge> edges) {
        MethodId target = call.target();
        if (Listeners.isPublishing(target)) {
            listeners
                    .of(call, bodies.arguments(node.id(), call))
                    .forEach(each -> edges.add(new Edge(call, each, true)));
        } else if (program.isOwn(target.owner())) {
            addOwn(node, call, edges);
        } else if (program.isA(node.self(), target.owner()) && bodies.isOnThis(node.id(), call)) {
            resolved(target, node.self()).forEach(each -> edges.add(new Edge(call, each, false)));
        }
    }

    private void addOwn(Node node, Call call, List<Edge> edges) {
        MethodId target = call.target();
        boolean canBeSelf = program.isA(node.self(), target.owner());
        if (call.kind() == Call.Kind.EXACT) {
            resolved(target, target.owner()).forEach(each -> {
                String self = canBeSelf && !each.method().has(Opcodes.ACC_STATIC) ? node.self() : target.owner();
                edges.add(new Edge(call, new Node(each.method(), self), false));
            });
            if (target.name().equals("<init>")
                    && ANONYMOUS.matcher(target.owner()).matches()) {
                program.own(target.owner()).ifPresent(type -> addCallbacks(call, type, edges));
            }
        } else if (isLambda(target)) {
            resolved(target, target.owner())
                    .forEach(each -> edges.add(
                            new Edge(call, new Node(each.method(), canBeSelf ? node.self() : target.owner()), false)));
        } else if (canBeSelf && bodies.isOnThis(node.id(), call)) {
            resolved(target, node.self()).forEach(each -> edges.add(new Edge(call, each, false)));
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
        Set<Node> targets = new LinkedHashSet<>();
        for (ClassModel type : program.subtypes(bodies.receiverType(node, call))) {
            if (type.isConcrete() && !type.name().equals(call.target().owner() + "$1")) {
                targets.addAll(resolved(call.target(), type.name()));
            }
        }
        if (targets.isEmpty()) {
            targets.addAll(resolved(call.target(), call.target().owner()));
        }
        targets.forEach(each ->
                edges.add(new Edge(call, each, !each.method().has(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE))));
    }

    private List<Node> resolved(MethodId target, String self) {
        return program.resolve(target.on(self))
                .filter(method -> method.hasBody() && program.isOwn(method.id().owner()))
                .map(method -> List.of(new Node(method, self)))
                .orElse(List.of());
    }

    private void addCallbacks(Call call, ClassModel type, List<Edge> edges) {
        for (MethodModel method : type.methods()) {
            if (method.hasBody() && !method.isMade() && !method.id().name().startsWith("<")) {
                edges.add(new Edge(call, new Node(method, type.name()), false));
            }
        }
    }

    /** All that can run when the method is called, itself first, each with the edge that it was first reached by. */
    public Map<Node, Reached> reach(Node from) {
        Map<Node, Reached> reached = new LinkedHashMap<>();
        Deque<Node> open = new ArrayDeque<>(List.of(from));
        reached.put(from, new Reached(null, null));
        while (!open.isEmpty()) {
            Node node = open.pop();
            for (Edge edge : edges(node)) {
                if (reached.putIfAbsent(edge.target(), new Reached(node, edge.call())) == null) {
                    open.add(edge.target());
                }
            }
        }
        return reached;
    }

    /**
     * How a method was reached.
     *
     * @param from the caller; none for the first
     * @param call where it calls
     */
    public record Reached(
            @org.jspecify.annotations.Nullable Node from,
            @org.jspecify.annotations.Nullable Call call) {}
}
