package io.freshet.audit.effect;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.mybatis.Mappers;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What each method does to tables by itself, apart from what it calls. Not thread-safe: what is asked is remembered. */
public final class Effects {

    private final List<Recognizer> recognizers;
    private final CallGraph graph;
    private final Program program;
    private final ModelFile model;
    private final Map<Node, List<Site>> known = new HashMap<>();
    private final Map<String, Unresolved> unresolved = new TreeMap<>();
    private final Set<Node> unclearWrites = new HashSet<>();

    /** Of a program. */
    public Effects(
            Program program,
            Bodies bodies,
            CallGraph graph,
            Entities entities,
            Transactions transactions,
            ModelFile model) {
        this.program = program;
        this.model = model;
        this.graph = graph;
        Types types = new Types(program, bodies);
        Texts texts = new Texts(program, bodies);
        Mappers mappers = new Mappers(program.mappers());
        mappers.unreadable()
                .forEach(place -> unresolved.put(
                        place,
                        new Unresolved(
                                new MethodId(place, "mapper", "()V"),
                                0,
                                "the mapper file " + place + " could not be read",
                                true)));
        recognizers = List.of(
                new MyBatisCalls(program, bodies, mappers),
                new RepositoryCalls(program, bodies, entities, types),
                new MyBatisPlusCalls(program, bodies, entities, types),
                new EntityManagerCalls(bodies, entities, types, texts),
                new CriteriaCalls(bodies, entities),
                new JooqCalls(program, bodies, types),
                new MongoCalls(program, bodies, entities, types),
                new JdbcCalls(program, bodies, texts),
                new SecurityStores(program, bodies),
                new EntityChanges(program, bodies, entities, transactions));
    }

    /** What the method itself does, in order. */
    public List<Site> of(Node node) {
        List<Site> sites = known.get(node);
        if (sites == null) {
            List<Site> found = new ArrayList<>();
            node.method().calls().forEach(call -> recognize(node, call, found));
            sites = List.copyOf(found);
            known.put(node, sites);
        }
        return sites;
    }

    private void recognize(Node node, Call call, List<Site> sites) {
        Optional<List<Effect>> modelled = model.of(program, call.target());
        if (modelled.isPresent()) {
            modelled.get().forEach(effect -> sites.add(new Site(call, effect)));
            return;
        }
        for (Recognizer recognizer : recognizers) {
            Recognizer.Recognized recognized = recognizer.recognize(node, call);
            recognized.effects().forEach(effect -> sites.add(new Site(call, effect)));
            recognized.unclear().ifPresent(unclear -> {
                unresolved.putIfAbsent(
                        node.id() + " " + call.at(),
                        new Unresolved(node.id(), call.line(), unclear.what(), unclear.canWrite()));
                if (unclear.canWrite()) {
                    unclearWrites.add(node);
                }
            });
        }
    }

    /** Whether the method itself may write something of which it could not be told what. */
    public boolean hasUnclearWrites(Node node) {
        of(node);
        return unclearWrites.contains(node);
    }

    /** All that the method, and what it calls, reads. */
    public List<Effect> reads(Node from) {
        return graph.reach(from).nodes().stream()
                .flatMap(node -> of(node).stream())
                .map(Site::effect)
                .filter(effect -> !effect.isWrite())
                .distinct()
                .toList();
    }

    /** What calling a method without code does, as one of a repository. */
    public List<Effect> ofDeclaration(Node node) {
        List<Site> sites = new ArrayList<>();
        recognize(
                node,
                new Call(-1, node.method().line(), Call.Kind.EXACT, node.id().on(node.self())),
                sites);
        return sites.stream().map(Site::effect).toList();
    }

    /** What could not be told of the methods that were asked for. */
    public Collection<Unresolved> unresolved() {
        return List.copyOf(unresolved.values());
    }
}
