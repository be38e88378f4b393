package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Caches;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.cache.TimesToLive;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Effects;
import io.freshet.audit.effect.Entities;
import io.freshet.audit.effect.ModelFile;
import io.freshet.audit.effect.Site;
import io.freshet.audit.effect.Transactions;
import io.freshet.audit.graph.Beans;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Conditions;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.EntryPoints;
import io.freshet.audit.graph.Hearing;
import io.freshet.audit.graph.Node;
import io.freshet.audit.graph.Reach;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.observe.Observed;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is known of the program that is audited. Not thread-safe: what is asked is remembered. */
public final class Application {

    private final Program program;
    private final Observed observed;
    private final Annotations annotations;
    private final Bodies bodies;
    private final CallGraph graph;
    private final Beans beans;
    private final Conditions conditions;
    private final Entities entities;
    private final Transactions transactions;
    private final Effects effects;
    private final Caches caches;
    private final List<EntryPoint> entries;
    private final Map<Node, List<Effect>> reads = new HashMap<>();
    private final Map<Node, Reach> reached = new HashMap<>();
    private final Map<Node, List<Effect>> writes = new HashMap<>();
    private final IdentityHashMap<CachedRead, Predicate<Effect>> relevant = new IdentityHashMap<>();
    private final Map<Node, Map<Call, List<Eviction>>> declaredOn = new HashMap<>();
    private @Nullable List<CachedRead> cachedReads;
    private @Nullable Evictions evictions;
    private @Nullable TimesToLive timesToLive;
    private @Nullable Set<String> calledNames;

    /** Looks at a program. */
    public Application(Program program) {
        this(program, ModelFile.none(), Observed.nothing());
    }

    /** Looks at a program, knowing what calls do that a model file names, and what a test run saw. */
    public Application(Program program, ModelFile model, Observed observed) {
        this.program = program;
        this.observed = observed;
        annotations = new Annotations(program);
        bodies = new Bodies(program);
        beans = new Beans(program, annotations);
        conditions = new Conditions(program, annotations);
        graph = new CallGraph(program, annotations, beans, bodies);
        entities = new Entities(program);
        transactions = new Transactions(program, annotations, graph);
        effects = new Effects(program, bodies, graph, entities, transactions, model);
        caches = new Caches(program, annotations, bodies, graph);
        entries = EntryPoints.of(program, annotations, beans, bodies);
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

    Conditions conditions() {
        return conditions;
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

    /** The cached reads; of those that are made by calls, only those that read tables: any map with keys looks like them. */
    List<CachedRead> cachedReads() {
        List<CachedRead> all = cachedReads;
        if (all == null) {
            all = caches.reads().stream()
                    .filter(read -> read.library() != CachedRead.Library.OWN
                            || !reads(read).isEmpty())
                    .toList();
            cachedReads = all;
        }
        return all;
    }

    /** All that evicts. */
    Evictions evictions() {
        Evictions all = evictions;
        if (all == null) {
            all = new Evictions(program, caches, cachedReads());
            evictions = all;
        }
        return all;
    }

    /** Evictions that stand on methods of an interface which a library implements, as one of a repository, by the call of these. */
    Map<Call, List<Eviction>> declaredOn(Node node) {
        return declaredOn.computeIfAbsent(node, each -> {
            Map<Call, List<Eviction>> found = new LinkedHashMap<>();
            for (Call call : each.method().calls()) {
                String owner = bodies.receiverType(each, call);
                program.resolve(call.target().on(owner))
                        .filter(method -> !method.hasBody())
                        .map(method -> caches.declared(new Node(method, owner)))
                        .filter(evictions -> !evictions.isEmpty())
                        .ifPresent(evictions -> found.put(call, evictions));
            }
            return found.isEmpty() ? Map.of() : found;
        });
    }

    /** How long entries live. */
    TimesToLive timesToLive() {
        TimesToLive all = timesToLive;
        if (all == null) {
            all = new TimesToLive(program, annotations, bodies);
            timesToLive = all;
        }
        return all;
    }

    /** Which writes can make the entries of a cached read stale. */
    Predicate<Effect> relevant(CachedRead read) {
        return relevant.computeIfAbsent(read, each -> remembered(WriteCheck.relevant(this, each)));
    }

    /** It is asked of the same effects for each entry point that leads to them. */
    private static Predicate<Effect> remembered(Predicate<Effect> asked) {
        IdentityHashMap<Effect, Boolean> known = new IdentityHashMap<>();
        return effect -> known.computeIfAbsent(effect, asked::test);
    }

    /** What a cached read is computed from. */
    public List<Effect> reads(CachedRead read) {
        return reads.computeIfAbsent(read.node(), node -> {
            List<Node> loaders = caches.loaders(read);
            List<Effect> own = loaders.isEmpty()
                    ? effects.reads(node)
                    : loaders.stream()
                            .flatMap(loader -> effects.reads(loader).stream())
                            .distinct()
                            .toList();
            return withObserved(node, own.isEmpty() && !node.method().hasBody() ? effects.ofDeclaration(node) : own);
        });
    }

    /** Tables that a run saw it read, and that its code was not found to read. */
    private List<Effect> withObserved(Node node, List<Effect> found) {
        Set<String> tables = found.stream().map(Effect::table).collect(Collectors.toSet());
        List<Effect> all = new ArrayList<>(found);
        observed.loads(node)
                .ifPresent(loads -> loads.columns().forEach((table, columns) -> {
                    if (!tables.contains(table)) {
                        all.add(new Effect(Effect.Operation.READ, table, columns));
                    }
                }));
        return List.copyOf(all);
    }

    Observed observed() {
        return observed;
    }

    /** All that an entry point can run. */
    public Reach reach(Node from) {
        return reached.computeIfAbsent(from, graph::reach);
    }

    /** What an entry point writes. */
    public List<Effect> writes(EntryPoint entry) {
        return writes(entry.node());
    }

    /** What a method, and all that it calls, writes. */
    List<Effect> writes(Node from) {
        return writes.computeIfAbsent(
                from,
                key -> reach(key).nodes().stream()
                        .flatMap(node -> effects.of(node).stream())
                        .map(Site::effect)
                        .filter(Effect::isWrite)
                        .distinct()
                        .toList());
    }

    /** Whether a call of a method reads or writes the table, or arrives at something that does. */
    boolean leadsTo(Node node, Call call, String table) {
        boolean isSite = effects.of(node).stream()
                .filter(site -> site.call().equals(call))
                .anyMatch(site -> site.effect().table().equals(table));
        return isSite
                || graph.edges(node).stream()
                        .filter(edge -> edge.call().equals(call))
                        .flatMap(edge -> reach(edge.target()).nodes().stream())
                        .flatMap(reached -> effects.of(reached).stream())
                        .anyMatch(site -> site.effect().table().equals(table));
    }

    /** Whether a call of a method looks up rows of the table, or arrives at something that does, and writes none of it. */
    boolean isLookUp(Node node, Call call, String table) {
        List<Effect> all = Stream.concat(
                        effects.of(node).stream().filter(site -> site.call().equals(call)),
                        graph.edges(node).stream()
                                .filter(edge -> edge.call().equals(call))
                                .flatMap(edge -> reach(edge.target()).nodes().stream())
                                .flatMap(reached -> effects.of(reached).stream()))
                .map(Site::effect)
                .filter(effect -> effect.table().equals(table))
                .toList();
        return !all.isEmpty() && all.stream().noneMatch(Effect::isWrite);
    }

    /** Whether it is known of all that an entry point may write what it is. */
    boolean isResolved(EntryPoint entry) {
        return reach(entry.node()).nodes().stream().noneMatch(effects::hasUnclearWrites);
    }

    /** The tables of effects, in order. */
    static List<String> tables(List<Effect> effects) {
        return effects.stream().map(Effect::table).distinct().sorted().toList();
    }

    /** Whether the listener that an event arrives at runs, if all goes well: one that waits for a transaction needs one. */
    boolean isHeard(Node publisher, Edge edge) {
        Hearing hearing = graph.hearing(edge.target());
        return switch (hearing.phase()) {
            case AT_ONCE -> true;
            case BEFORE_COMMIT, AFTER_COMMIT ->
                hearing.isAnyway() || graph.isPublishedInTransaction(edge) || transactions.canHold(publisher);
            case AFTER_ROLLBACK -> false;
        };
    }

    /** A place in a method. */
    Step step(Node node, int line, String what) {
        String file = program.own(node.id().owner())
                .map(ClassModel::path)
                .orElse(node.id().owner() + ".java");
        return new Step(node, file, line > 0 ? line : node.method().line(), what);
    }

    /** The way by which a method was reached, itself last. */
    List<Step> path(Reach reached, Node to, int line, String what) {
        List<Step> steps = new ArrayList<>();
        reached.way(to).forEach(each -> steps.add(step(each.from(), each.call().line(), "")));
        steps.add(step(to, line, what));
        return steps;
    }

    /** Names that own code calls methods of libraries by. */
    Set<String> calledNames(String... names) {
        Set<String> all = calledNames;
        if (all == null) {
            all = program.classes().stream()
                    .flatMap(type -> type.methods().stream())
                    .flatMap(method -> method.calls().stream())
                    .map(Call::target)
                    .filter(target -> !program.isOwn(target.owner()))
                    .map(MethodId::name)
                    .collect(Collectors.toSet());
            calledNames = all;
        }
        return Arrays.stream(names).filter(all::contains).collect(Collectors.toSet());
    }
}
