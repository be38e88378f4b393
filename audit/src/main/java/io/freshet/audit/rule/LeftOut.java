package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodId;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Events that leave out what a listener makes the key of a read of: it evicts by {@code Key.ofCode(event.code())}, among others, and hears
 * {@code new Changed(id, null)}. Such an event evicts the entries of other keys only. Told where keys are made by a static method of their own for each way to
 * look something up. Not thread-safe: what is asked is remembered.
 */
final class LeftOut {

    private final Application application;
    private final CachedRead read;
    private final Set<MethodId> factories;
    private final Map<String, List<Node>> listeners = new HashMap<>();

    LeftOut(Application application, CachedRead read) {
        this.application = application;
        this.read = read;
        this.factories = application.caches().keyFactories(read);
    }

    /** Whether a call makes, or is given, an event that leaves the key out. */
    boolean isIn(Node node, Call call) {
        if (factories.isEmpty()) {
            return false;
        }
        Body.Arguments arguments = application.bodies().arguments(node.id(), call);
        return isMaking(call)
                ? isIn(node, arguments.on())
                : arguments.values().stream().anyMatch(value -> isIn(node, value));
    }

    /** Whether a method makes such an event. */
    boolean isMadeBy(Node node) {
        return !factories.isEmpty()
                && node.method().calls().stream().anyMatch(call -> isMaking(call) && isIn(node, call));
    }

    private static boolean isMaking(Call call) {
        return call.target().name().equals("<init>");
    }

    private boolean isIn(Node node, Symbol event) {
        List<Node> hearing = event instanceof Symbol.Created created
                ? listeners.computeIfAbsent(created.type(), this::evicting)
                : List.of();
        Optional<Call> making = hearing.isEmpty()
                ? Optional.empty()
                : node.method().calls().stream()
                        .filter(call -> isMaking(call)
                                && application
                                        .bodies()
                                        .arguments(node.id(), call)
                                        .on()
                                        .equals(event))
                        .findFirst();
        return making.isPresent() && hearing.stream().allMatch(listener -> leavesOut(node, making.get(), listener));
    }

    /** The listeners of an event that evict the cache of the read. */
    private List<Node> evicting(String event) {
        return application.graph().listeners(event).stream()
                .filter(listener -> application.caches().done(listener).values().stream()
                        .flatMap(List::stream)
                        .anyMatch(eviction -> eviction.canEvict(read)))
                .toList();
    }

    /** Whether whatever the listener makes such a key of is null in the event. */
    private boolean leavesOut(Node node, Call making, Node listener) {
        List<Body.Arguments> keys = listener.method().calls().stream()
                .filter(call -> factories.contains(call.target()))
                .map(call -> application.bodies().arguments(listener.id(), call))
                .toList();
        return !keys.isEmpty()
                && keys.stream().allMatch(key -> key.values().stream().anyMatch(part -> isNull(node, making, part)));
    }

    private boolean isNull(Node node, Call making, Symbol part) {
        boolean isAsked = part instanceof Symbol.Result result
                && result.receiver() instanceof Symbol.Parameter
                && result.method().owner().equals(making.target().owner());
        return isAsked && isNull(node, making, ((Symbol.Result) part).method());
    }

    /** Whether a method returns a field to which the constructor gives what is null here. */
    private boolean isNull(Node node, Call making, MethodId getter) {
        List<Symbol> returned = application.bodies().of(getter).returned();
        List<Symbol> stored = returned.size() == 1 && returned.get(0) instanceof Symbol.Field field && field.isOwn()
                ? application.bodies().of(making.target()).stored(field.name())
                : List.of();
        return stored.size() == 1
                && stored.get(0) instanceof Symbol.Parameter parameter
                && application
                        .bodies()
                        .arguments(node.id(), making)
                        .value(parameter.index())
                        .equals(new Symbol.Constant(null));
    }
}
