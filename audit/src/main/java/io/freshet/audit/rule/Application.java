package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Caches;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Effects;
import io.freshet.audit.effect.Entities;
import io.freshet.audit.effect.Site;
import io.freshet.audit.effect.Transactions;
import io.freshet.audit.graph.Beans;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.EntryPoints;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All that is known of the program that is audited. Not thread-safe: what is asked is remembered. */
public final class Application {

    private final Program program;
    private final Annotations annotations;
    private final Bodies bodies;
    private final CallGraph graph;
    private final Beans beans;
    private final Entities entities;
    private final Transactions transactions;
    private final Effects effects;
    private final Caches caches;
    private final List<EntryPoint> entries;
    private final Map<Node, List<Effect>> reads = new HashMap<>();
    private final Map<Node, Map<Node, CallGraph.Reached>> reached = new HashMap<>();

    /** Looks at a program. */
    public Application(Program program) {
        this.program = program;
        annotations = new Annotations(program);
        bodies = new Bodies(program);
        graph = new CallGraph(program, annotations, bodies);
        beans = new Beans(program, annotations);
        entities = new Entities(program);
        transactions = new Transactions(program, annotations, graph);
        effects = new Effects(program, bodies, graph, entities, transactions);
        caches = new Caches(program, annotations, bodies, graph);
        entries = EntryPoints.of(program, annotations, beans);
    }

    /** Its classes. */
    public Program program() {
        return program;
    }

    Annotations annotations() {
        return annotations;
    }

    Bodies bodies() {
        return bodies;
    }

    CallGraph graph() {
        return graph;
    }

    Beans beans() {
        return beans;
    }

    /** Its entities. */
    public Entities entities() {
        return entities;
    }

    Transactions transactions() {
        return transactions;
    }

    /** What it does to tables. */
    public Effects effects() {
        return effects;
    }

    /** Its caches. */
    public Caches caches() {
        return caches;
    }

    /** Where calls come in. */
    public List<EntryPoint> entries() {
        return entries;
    }

    /** What a cached read is computed from. */
    public List<Effect> reads(CachedRead read) {
        return reads.computeIfAbsent(read.node(), node -> {
            List<Effect> own = effects.reads(node);
            return own.isEmpty() && !node.method().hasBody() ? effects.ofDeclaration(node) : own;
        });
    }

    /** All that an entry point can run. */
    public Map<Node, CallGraph.Reached> reach(Node from) {
        return reached.computeIfAbsent(from, graph::reach);
    }

    /** What an entry point writes. */
    public List<Effect> writes(EntryPoint entry) {
        return reach(entry.node()).keySet().stream()
                .flatMap(node -> effects.of(node).stream())
                .map(Site::effect)
                .filter(Effect::isWrite)
                .distinct()
                .toList();
    }

    /** The tables of effects, in order. */
    static List<String> tables(List<Effect> effects) {
        return effects.stream().map(Effect::table).distinct().sorted().toList();
    }

    /** A place in a method. */
    Step step(Node node, int line, String what) {
        String file = program.own(node.id().owner())
                .map(ClassModel::path)
                .orElse(node.id().owner() + ".java");
        return new Step(node.display(), file, line > 0 ? line : node.method().line(), what);
    }

    /** The way by which a method was reached, itself last. */
    List<Step> path(Map<Node, CallGraph.Reached> reached, Node to, int line, String what) {
        List<Step> steps = new ArrayList<>(List.of(step(to, line, what)));
        CallGraph.@Nullable Reached how = reached.get(to);
        while (how != null && how.from() != null && how.call() != null) {
            steps.add(0, step(how.from(), how.call().line(), ""));
            how = reached.get(how.from());
        }
        return steps;
    }

    /** Names that own code calls methods of libraries by. */
    Set<String> calledNames(String... names) {
        Set<String> wanted = Set.of(names);
        return program.classes().stream()
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.calls().stream())
                .filter(call -> !program.isOwn(call.target().owner()))
                .map(call -> call.target().name())
                .filter(wanted::contains)
                .collect(Collectors.toSet());
    }
}
