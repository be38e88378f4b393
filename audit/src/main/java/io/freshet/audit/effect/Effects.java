package io.freshet.audit.effect;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each method does to tables by itself, apart from what it calls. Not thread-safe: what is asked is remembered. */
public final class Effects {

    private final List<Recognizer> recognizers;
    private final CallGraph graph;
    private final Map<Node, List<Site>> known = new HashMap<>();
    private final Map<String, Unresolved> unresolved = new TreeMap<>();

    /** Of a program. */
    public Effects(Program program, Bodies bodies, CallGraph graph, Entities entities, Transactions transactions) {
        this.graph = graph;
        Types types = new Types(program, bodies);
        Texts texts = new Texts(program, bodies);
        recognizers = List.of(
                new RepositoryCalls(program, bodies, entities, types),
                new EntityManagerCalls(bodies, entities, types, texts),
                new JdbcCalls(bodies, texts),
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
        for (Recognizer recognizer : recognizers) {
            Recognizer.Recognized recognized = recognizer.recognize(node, call);
            recognized.effects().forEach(effect -> sites.add(new Site(call, effect)));
            recognized
                    .unresolved()
                    .ifPresent(what -> unresolved.putIfAbsent(
                            node.id() + " " + call.at(), new Unresolved(node.id(), call.line(), what)));
        }
    }

    /** All that the method, and what it calls, reads. */
    public List<Effect> reads(Node from) {
        return graph.reach(from).keySet().stream()
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
