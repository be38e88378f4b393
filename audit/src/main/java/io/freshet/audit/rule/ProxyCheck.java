package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Caches;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Annotations that do nothing because no proxy sees the call, and cached methods that write. */
final class ProxyCheck implements Check {

    @Override
    public void check(Application application, Consumer<Finding> found) {
        if (isWoven(application)) {
            return;
        }
        Set<String> names = application.caches().declaredNames();
        for (ClassModel type : application.program().classes()) {
            for (MethodModel method : type.methods()) {
                if (method.hasBody() && !method.isMade()) {
                    checkProxyable(application, type, method, found);
                }
                if (method.calls().stream()
                        .anyMatch(call -> names.contains(call.target().name()))) {
                    checkSelf(application, new Node(method, type.name()), found);
                }
            }
        }
        application.caches().reads().forEach(read -> checkMutation(application, read, found));
    }

    private static boolean isWoven(Application application) {
        return application.program().classes().stream()
                .flatMap(type -> type.annotations().stream())
                .map(use -> use.text("mode"))
                .anyMatch("ASPECTJ"::equals);
    }

    private static void checkSelf(Application application, Node node, Consumer<Finding> found) {
        List<Edge> edges = application.graph().edges(node);
        for (Edge edge : application.caches().bypassed(edges)) {
            boolean isRead = application.caches().isRead(edge.target());
            String what = isRead ? "caches nothing" : "evicts nothing";
            Step step = application.step(
                    node, edge.call().line(), "calls " + edge.target().id().name());
            found.accept(new Finding(
                    Rule.SELF_INVOCATION,
                    isRead ? Level.WARNING : Rule.SELF_INVOCATION.level(),
                    node.display(),
                    cache(application, edge.target()),
                    List.of(),
                    List.of(step),
                    node.display() + " calls " + edge.target().id().name()
                            + " of its own class, past the proxy: the call " + what));
        }
    }

    private static String cache(Application application, Node node) {
        return application.caches().reads().stream()
                .filter(read -> read.node().equals(node))
                .map(CachedRead::cache)
                .findFirst()
                .orElseGet(() -> String.join(
                        ", ",
                        application.caches().declared(node).stream()
                                .flatMap(eviction -> eviction.names().stream())
                                .distinct()
                                .sorted()
                                .toList()));
    }

    private static void checkProxyable(
            Application application, ClassModel type, MethodModel method, Consumer<Finding> found) {
        if (!application.caches().carriesOperation(method)) {
            return;
        }
        String why = !Caches.isProxyable(method)
                ? "is private, static or final"
                : type.isFinal() && type.interfaces().isEmpty()
                        ? "belongs to a final class"
                        : isNoBean(application, type) ? "belongs to a class that is no bean" : "";
        if (!why.isEmpty()) {
            Node node = new Node(method, type.name());
            found.accept(new Finding(
                    Rule.NOT_PROXYABLE,
                    Rule.NOT_PROXYABLE.level(),
                    node.display(),
                    cache(application, node),
                    List.of(),
                    List.of(application.step(node, 0, "")),
                    node.display() + " " + why + ": its cache annotation does nothing"));
        }
    }

    /** A class that is made by hand, and that neither it nor anything above or below it is known to Spring. */
    private static boolean isNoBean(Application application, ClassModel type) {
        boolean isMade = application.program().classes().stream()
                .flatMap(each -> each.methods().stream())
                .flatMap(method -> method.calls().stream())
                .anyMatch(call -> call.target().owner().equals(type.name())
                        && call.target().name().equals("<init>"));
        return isMade
                && type.isConcrete()
                && !application.beans().isBean(type)
                && type.annotations().stream().map(AnnotationUse::type).noneMatch(name -> !name.startsWith("java/"))
                && application.program().subtypes(type.name()).size() == 1;
    }

    private static void checkMutation(Application application, CachedRead read, Consumer<Finding> found) {
        List<Effect> writes = application.graph().reach(read.node()).keySet().stream()
                .flatMap(node -> application.effects().of(node).stream())
                .map(Site::effect)
                .filter(Effect::isWrite)
                .toList();
        boolean isMutation = writes.stream().anyMatch(effect -> effect.operation() != Effect.Operation.INSERT);
        if (isMutation) {
            List<String> tables = Application.tables(writes);
            found.accept(new Finding(
                    Rule.CACHED_MUTATION,
                    Rule.CACHED_MUTATION.level(),
                    read.node().display(),
                    read.cache(),
                    tables,
                    List.of(application.step(read.node(), 0, "")),
                    read.node().display() + " is cached and writes " + String.join(", ", tables)));
        }
    }
}
