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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Annotations that do nothing because no proxy sees the call, and cached methods that write. */
final class ProxyCheck implements Check {

    private static final String ENABLING = "org/springframework/cache/annotation/EnableCaching";
    private static final String CACHEABLE = "org/springframework/cache/annotation/Cacheable";

    @Override
    public void check(Application application, Consumer<Finding> found) {
        if (!isWoven(application)) {
            checkProxies(application, found);
        }
        application.cachedReads().stream()
                .filter(read -> read.library() != CachedRead.Library.OWN)
                .forEach(read -> checkMutation(application, read, found));
    }

    private static void checkProxies(Application application, Consumer<Finding> found) {
        Set<String> names = application.caches().declaredNames();
        boolean isOld = isOfOldSpring(application);
        for (ClassModel type : application.program().classes()) {
            for (MethodModel method : type.methods()) {
                if (method.hasBody() && !method.isMade()) {
                    checkProxyable(application, type, method, found);
                    if (isOld && type.isConcrete()) {
                        checkInterfaces(application, type, method, found);
                    }
                }
                if (method.calls().stream()
                        .anyMatch(call -> names.contains(call.target().name()))) {
                    checkSelf(application, new Node(method, type.name()), found);
                }
            }
        }
    }

    /** Whether cache annotations are woven into classes, so that they need no proxy; what is done with others does not tell. */
    private static boolean isWoven(Application application) {
        return application.program().classes().stream()
                .flatMap(type -> application.annotations().find(type.annotations(), ENABLING).stream())
                .anyMatch(use -> use.text("mode").equals("ASPECTJ"));
    }

    /** Whether the libraries have a Spring before 5, which brought adapters of reactive types. */
    private static boolean isOfOldSpring(Application application) {
        return application.program().find(CACHEABLE).isPresent()
                && application
                        .program()
                        .find("org/springframework/core/ReactiveAdapter")
                        .isEmpty();
    }

    private static void checkInterfaces(
            Application application, ClassModel type, MethodModel method, Consumer<Finding> found) {
        Optional<MethodModel> declared = application.program().declarations(method.id()).stream()
                .filter(application.caches()::carriesOperation)
                .findFirst();
        boolean isOnInterface = declared.flatMap(
                        each -> application.program().own(each.id().owner()))
                .map(ClassModel::isInterface)
                .orElse(false);
        if (isOnInterface) {
            Node node = new Node(method, type.name());
            Node above = new Node(declared.get(), declared.get().id().owner());
            found.accept(new Finding(
                    Rule.NOT_PROXYABLE,
                    Level.WARNING,
                    node.display(),
                    cache(application, node),
                    List.of(),
                    List.of(application.step(node, 0, "")),
                    node.display() + " has its cache annotation on the interface, as " + above.display()
                            + ": Spring before 5 does not see it there if the proxy is made of the class"));
        }
    }

    private static void checkSelf(Application application, Node node, Consumer<Finding> found) {
        List<Edge> edges = application.graph().edges(node);
        Set<String> evicted = evicted(application, node);
        List<Edge> bypassed = application.caches().bypassed(edges).stream()
                .sorted(Comparator.comparing(edge -> application.caches().isRead(edge.target())))
                .toList();
        for (Edge edge : bypassed) {
            boolean isRead = application.caches().isRead(edge.target());
            boolean isMadeUpFor = !isRead && evicted.containsAll(evicted(application, edge.target()));
            if (isMadeUpFor) {
                continue;
            }
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

    /** The caches of which a method evicts entries by itself; whether the right ones is for other rules to say. */
    private static Set<String> evicted(Application application, Node node) {
        return Stream.concat(
                        application.caches().declared(node).stream(),
                        application.caches().done(node).values().stream().flatMap(List::stream))
                .flatMap(eviction -> eviction.names().stream())
                .collect(Collectors.toSet());
    }

    private static String cache(Application application, Node node) {
        return application.cachedReads().stream()
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
        boolean isUnknown = type.isConcrete()
                && !application.beans().isBean(type)
                && type.annotations().stream().map(AnnotationUse::type).noneMatch(name -> !name.startsWith("java/"))
                && application.program().subtypes(type.name()).size() == 1;
        return isUnknown && isMadeByHand(application, type);
    }

    private static boolean isMadeByHand(Application application, ClassModel type) {
        return application.program().classes().stream()
                .flatMap(each -> each.methods().stream())
                .flatMap(method -> method.calls().stream())
                .anyMatch(call -> call.target().owner().equals(type.name())
                        && call.target().name().equals("<init>"));
    }

    private static void checkMutation(Application application, CachedRead read, Consumer<Finding> found) {
        List<Effect> writes = application.reach(read.node()).nodes().stream()
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
