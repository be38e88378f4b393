package io.freshet.audit.rule;

import io.freshet.audit.body.Flow;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.Aspects;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Hearing;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the writes that leave a cached read stale. Not thread-safe.
 *
 * <p>A write is covered if, in the method that does it or in one of its callers on the way, every path from the write (or from the call that leads
 * to it) to the method's end passes an eviction; or if the method's own annotation evicts and the call went through its proxy. What is covered in
 * a method is covered for all of its callers, so each method is looked at once. What the cached read itself writes while it loads is part of what it
 * answers.
 */
final class Coverage {

    /** How near an uncovered write came to being covered. */
    enum Miss {
        /** Nothing evicts the cache. */
        NOTHING,
        /** Something does, with a key that never matches. */
        WRONG_KEY,
        /** It is evicted before the write. */
        BEFORE,
        /** It is evicted on some paths. */
        SOME_PATHS
    }

    /** A write that is not covered, with the way to it. */
    record Open(Site site, List<Node> nodes, List<Call> calls, Miss miss) {
        Open below(Node node, Call call, Miss seen) {
            List<Node> longer = new ArrayList<>(List.of(node));
            longer.addAll(nodes);
            List<Call> through = new ArrayList<>(List.of(call));
            through.addAll(calls);
            return new Open(site, longer, through, seen.compareTo(miss) > 0 ? seen : miss);
        }
    }

    private final Application application;
    private final CachedRead read;
    private final Predicate<Effect> isRelevant;
    private final KindRows kinds;
    private final LeftOut leftOut;
    private final Map<Node, List<Open>> known = new HashMap<>();
    private final Map<Node, Evicting> evicting = new HashMap<>();
    private final Map<Node, Boolean> musts = new HashMap<>();
    private final Map<Node, Boolean> mays = new HashMap<>();
    private final Set<Node> running = new HashSet<>();

    /** A write where it stands, as it is told apart. */
    private record Written(Node node, Site site) {}

    /** The instructions of a method that evict, always and perhaps. */
    private record Evicting(Set<Integer> musts, Set<Integer> mays) {}

    Coverage(Application application, CachedRead read, Predicate<Effect> isRelevant) {
        this.application = application;
        this.read = read;
        this.isRelevant = isRelevant;
        this.kinds = new KindRows(application, read);
        this.leftOut = new LeftOut(application, read);
    }

    /** The writes of a method, and of what it calls, that are not covered when it returns. */
    List<Open> open(Node node) {
        List<Open> open = known.get(node);
        if (open == null) {
            if (!running.add(node)) {
                return List.of();
            }
            open = find(node);
            running.remove(node);
            known.put(node, open);
        }
        return open;
    }

    private List<Open> find(Node node) {
        Map<Written, Open> found = new LinkedHashMap<>();
        for (Site site : application.effects().of(node)) {
            boolean isEvicted = evicts(application.declaredOn(node).getOrDefault(site.call(), List.of()));
            boolean isOther = kinds.areOthers(node, site.call(), site.effect().table());
            if (isRelevant.test(site.effect()) && !isEvicted && !isOther) {
                judge(node, site.call())
                        .ifPresent(miss -> found.putIfAbsent(
                                new Written(node, site), new Open(site, List.of(node), List.of(), miss)));
            }
        }
        for (Edge edge : edges(node)) {
            boolean isLoading = edge.target().equals(read.node());
            for (Open open : isLoading ? List.<Open>of() : open(edge.target())) {
                if (kinds.areOthers(node, edge.call(), open.site().effect().table())) {
                    continue;
                }
                Optional<Miss> around = around(edge);
                Optional<Miss> here =
                        around.flatMap(miss -> after(node, edge).map(mine -> mine.compareTo(miss) > 0 ? mine : miss));
                here.ifPresent(miss -> found.putIfAbsent(
                        new Written(open.nodes().get(open.nodes().size() - 1), open.site()),
                        open.below(node, edge.call(), miss)));
            }
        }
        return List.copyOf(found.values());
    }

    /** The calls of a method that can arrive where the cached read is. */
    private List<Edge> edges(Node node) {
        String reader = read.node().self();
        List<Edge> edges = application.graph().edges(node);
        return !application.conditions().hasAny(reader)
                ? edges
                : edges.stream()
                        .filter(edge -> application
                                .conditions()
                                .canBothBeThere(reader, edge.target().self()))
                        .toList();
    }

    /** The same without events of which no listener runs. */
    private List<Edge> heard(Node node) {
        return edges(node).stream()
                .filter(edge -> !application.graph().isEvent(edge) || application.isHeard(node, edge))
                .toList();
    }

    /** What follows a call misses; what follows one that does not wait may come too early. */
    private Optional<Miss> after(Node node, Edge edge) {
        Optional<Miss> after = judge(node, edge.call());
        return application.graph().isAsync(edge) ? after.or(() -> Optional.of(Miss.BEFORE)) : after;
    }

    /** What the annotations around a call miss; none if they cover it. */
    Optional<Miss> around(Edge edge) {
        return edge.isProxied() ? around(edge.target()) : Optional.of(Miss.NOTHING);
    }

    /** What the annotations of a method that is called through its proxy miss. */
    Optional<Miss> around(Node node) {
        Miss miss = Miss.NOTHING;
        for (Eviction eviction : application.caches().declared(node)) {
            if (eviction.canEvict(read) && !eviction.isBefore()) {
                return Optional.empty();
            }
            Miss one = eviction.canEvict(read) ? Miss.BEFORE : eviction.isOf(read) ? Miss.WRONG_KEY : Miss.NOTHING;
            miss = one.compareTo(miss) > 0 ? one : miss;
        }
        for (Aspects.Advice advice : application.graph().advice(node)) {
            boolean evicts = must(advice.node());
            if (evicts && !advice.isBefore()) {
                return Optional.empty();
            }
            miss = evicts && Miss.BEFORE.compareTo(miss) > 0 ? Miss.BEFORE : miss;
        }
        return Optional.of(miss);
    }

    private boolean evicts(List<Eviction> evictions) {
        return evictions.stream().anyMatch(eviction -> eviction.canEvict(read) && !eviction.isBefore());
    }

    /** What follows a write, or the call that leads to it, within a method. */
    private Optional<Miss> judge(Node node, Call call) {
        Evicting all = evicting.get(node);
        if (all == null) {
            all = new Evicting(evictions(node, true), evictions(node, false));
            evicting.put(node, all);
        }
        Set<Integer> musts = all.musts();
        Set<Integer> mays = new HashSet<>(all.mays());
        mays.remove(call.at());
        Optional<Flow> flow = application.bodies().of(node.id()).flow();
        if (flow.isEmpty() || mays.isEmpty()) {
            return Optional.of(hasWrongKey(node) ? Miss.WRONG_KEY : Miss.NOTHING);
        } else if (flow.get().alwaysPasses(call.at(), musts, keys(node, musts))) {
            return Optional.empty();
        } else if (leftOut.isMadeBy(node)) {
            return Optional.of(Miss.WRONG_KEY);
        } else if (flow.get().canPassAfter(call.at(), mays)) {
            return Optional.of(Miss.SOME_PATHS);
        }
        return Optional.of(flow.get().canPassBefore(call.at(), mays) ? Miss.BEFORE : Miss.SOME_PATHS);
    }

    private boolean hasWrongKey(Node node) {
        boolean isDone = application.caches().done(node).values().stream()
                .flatMap(List::stream)
                .anyMatch(eviction -> eviction.isOf(read));
        return isDone
                || leftOut.isMadeBy(node)
                || heard(node).stream()
                        .filter(Edge::isProxied)
                        .flatMap(edge -> application.caches().declared(edge.target()).stream())
                        .anyMatch(eviction -> eviction.isOf(read));
    }

    /**
     * The instructions of a method that evict, always or perhaps. Of several implementations each has to; listeners and callbacks all run. An
     * event that is made, though not published here, is brought by a queue to the listener of the class that keeps the entries.
     */
    private Set<Integer> evictions(Node node, boolean always) {
        Set<Integer> found = new HashSet<>();
        application.caches().done(node).forEach((call, evictions) -> {
            if (evictions.stream().anyMatch(eviction -> eviction.canEvict(read))) {
                found.add(call.at());
            }
        });
        application.declaredOn(node).forEach((call, evictions) -> {
            if (evicts(evictions)) {
                found.add(call.at());
            }
        });
        Map<Integer, Boolean> calls = new HashMap<>();
        for (Edge edge : heard(node)) {
            boolean isAlways = always && !application.graph().isEvent(edge);
            boolean evicts = !leftOut.isIn(node, edge.call())
                    && (around(edge).isEmpty() || (isAlways ? must(edge.target()) : may(edge.target())));
            boolean isOneOf =
                    edge.target().id().name().equals(edge.call().target().name());
            calls.merge(
                    edge.call().at(), evicts, (one, other) -> (always && isOneOf) ? (one && other) : (one || other));
        }
        application.graph().carried(node).stream()
                .filter(edge -> edge.target().self().equals(read.node().self()) && may(edge.target()))
                .filter(edge -> !leftOut.isIn(node, edge.call()))
                .filter(edge -> application.graph().hearing(edge.target()).phase() != Hearing.Phase.AFTER_ROLLBACK)
                .forEach(edge -> calls.put(edge.call().at(), true));
        calls.forEach((at, evicts) -> {
            if (evicts) {
                found.add(at);
            }
        });
        return found;
    }

    private boolean alwaysEvicts(Node node, Flow flow) {
        Set<Integer> evictions = evictions(node, true);
        return flow.alwaysPasses(evictions, keys(node, evictions));
    }

    /** What the evictions of a method are given: where that is not there, there is nothing to evict. */
    private Set<Symbol> keys(Node node, Set<Integer> evictions) {
        Set<Symbol> found = new HashSet<>();
        for (Call call : node.method().calls()) {
            if (evictions.contains(call.at())) {
                application.bodies().arguments(node.id(), call).values().forEach(value -> addParts(node, value, found));
            }
        }
        return found;
    }

    private void addParts(Node node, Symbol symbol, Set<Symbol> found) {
        if (symbol instanceof Symbol.Constant || symbol instanceof Symbol.Unknown || !found.add(symbol)) {
            return;
        } else if (symbol instanceof Symbol.Result result) {
            result.arguments().forEach(each -> addParts(node, each, found));
            if (result.receiver() != null) {
                addParts(node, result.receiver(), found);
            }
        } else if (symbol instanceof Symbol.Created) {
            node.method().calls().stream()
                    .filter(call -> call.target().name().equals("<init>"))
                    .map(call -> application.bodies().arguments(node.id(), call))
                    .filter(arguments -> arguments.on().equals(symbol))
                    .flatMap(arguments -> arguments.values().stream())
                    .forEach(each -> addParts(node, each, found));
        }
    }

    private boolean must(Node node) {
        Boolean must = musts.get(node);
        if (must == null) {
            musts.put(node, false);
            must = application
                    .bodies()
                    .of(node.id())
                    .flow()
                    .map(flow -> alwaysEvicts(node, flow))
                    .orElse(false);
            musts.put(node, must);
        }
        return must;
    }

    private boolean may(Node node) {
        Boolean may = mays.get(node);
        if (may == null) {
            mays.put(node, false);
            may = !evictions(node, false).isEmpty();
            mays.put(node, may);
        }
        return may;
    }
}
