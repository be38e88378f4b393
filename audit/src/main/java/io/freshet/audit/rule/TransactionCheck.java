package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Hearing;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Evictions inside of the transaction that writes. An annotation on the method that begins the transaction is left out: the order of the two
 * is not written in class files. So is all that waits for the commit.
 */
final class TransactionCheck implements Check {

    private static final Set<Hearing.Phase> AFTER =
            EnumSet.of(Hearing.Phase.AFTER_COMMIT, Hearing.Phase.AFTER_ROLLBACK);

    @Override
    public void check(Application application, Consumer<Finding> found) {
        boolean isAware = !application
                        .calledNames("transactionAware", "setTransactionAware")
                        .isEmpty()
                || application.program().classes().stream()
                        .flatMap(type -> type.methods().stream())
                        .flatMap(method -> method.calls().stream())
                        .anyMatch(call -> call.target().owner().endsWith("/TransactionAwareCacheManagerProxy"));
        if (isAware) {
            return;
        }
        ReferredRows referred = new ReferredRows(application);
        for (ClassModel type : application.program().classes()) {
            for (MethodModel method : type.methods()) {
                Node node = new Node(method, type.name());
                if (type.isConcrete()
                        && method.hasBody()
                        && !method.isMade()
                        && application.transactions().begins(node)) {
                    check(application, node, referred, found);
                }
            }
        }
    }

    private static void check(Application application, Node begin, ReferredRows referred, Consumer<Finding> found) {
        Map<Eviction, List<Step>> evictions = new LinkedHashMap<>();
        Set<Effect> writes = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(begin));
        Set<Node> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Node node = open.pop();
            application.effects().of(node).stream()
                    .map(Site::effect)
                    .filter(Effect::isWrite)
                    .forEach(writes::add);
            application
                    .caches()
                    .done(node)
                    .forEach((call, done) ->
                            done.forEach(each -> evictions.putIfAbsent(each, path(application, begin, node, call))));
            for (Edge edge : application.graph().edges(node)) {
                if (isAfterCommit(application, edge.target())
                        || application.graph().isAsync(edge)) {
                    continue;
                }
                if (edge.isProxied()) {
                    application
                            .caches()
                            .declared(edge.target())
                            .forEach(each -> evictions.putIfAbsent(each, path(application, begin, node, edge.call())));
                }
                if (seen.add(edge.target())) {
                    open.add(edge.target());
                }
            }
        }
        report(application, begin, evictions, writes, referred, found);
    }

    private static List<Step> path(Application application, Node begin, Node node, Call call) {
        Step last = application.step(node, call.line(), "evicts");
        return node.equals(begin) ? List.of(last) : List.of(application.step(begin, 0, "begins a transaction"), last);
    }

    private static boolean isAfterCommit(Application application, Node node) {
        return Set.of("afterCommit", "afterCompletion").contains(node.id().name())
                || AFTER.contains(application.graph().hearing(node).phase());
    }

    private static void report(
            Application application,
            Node begin,
            Map<Eviction, List<Step>> evictions,
            Set<Effect> writes,
            ReferredRows referred,
            Consumer<Finding> found) {
        if (evictions.isEmpty() || writes.isEmpty()) {
            return;
        }
        Set<String> told = new HashSet<>();
        for (CachedRead read : application.cachedReads()) {
            Optional<Eviction> early = read.isByHand() && !told.contains(read.cache())
                    ? evictions.keySet().stream()
                            .filter(eviction -> isMeant(eviction, read))
                            .findFirst()
                    : Optional.empty();
            List<Effect> stale = early.isEmpty()
                    ? List.of()
                    : writes.stream()
                            .filter(application.relevant(read))
                            .filter(effect -> !referred.areOthers(read, begin, effect))
                            .toList();
            if (!stale.isEmpty()) {
                told.add(read.cache());
                found.accept(new Finding(
                        Rule.EVICT_BEFORE_COMMIT,
                        Rule.EVICT_BEFORE_COMMIT.level(),
                        begin.display(),
                        read.cache(),
                        Application.tables(stale),
                        evictions.getOrDefault(early.get(), List.of()),
                        begin.display() + " writes " + String.join(", ", Application.tables(stale))
                                + " in a transaction, and the cache " + read.cache()
                                + " is evicted before its commit"));
            }
        }
    }

    private static boolean isMeant(Eviction eviction, CachedRead read) {
        return !eviction.isPut() && !eviction.names().isEmpty() && eviction.canEvict(read);
    }
}
