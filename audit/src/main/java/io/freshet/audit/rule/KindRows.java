package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows of several kinds in one table, where the kind is in a column of the primary key, so that none ever becomes another: a read that asks for
 * {@code kind = 'A'} is not made stale by a method that stores, or removes, what it gives {@code Kind.B}. A kind is a constant of an enum that is the attribute's
 * type, or is called as the attribute is, where that is kept as a text. Not thread-safe: what is asked is remembered.
 */
final class KindRows {

    private static final int DEPTH = 8;

    private final Application application;
    private final CachedRead read;
    private final Map<String, Map<String, String>> kinds = new HashMap<>();
    private final Map<Place, Optional<Set<String>>> known = new HashMap<>();

    /** An object in a method, of which it is asked what constants of an enum it holds. */
    private record Place(Node node, Symbol value, String type) {}

    KindRows(Application application, CachedRead read) {
        this.application = application;
        this.read = read;
    }

    /** Whether a call that leads to a write of the table gives it rows of other kinds than those which the read asks for. */
    boolean areOthers(Node node, Call call, String table) {
        return kinds.computeIfAbsent(table, this::asked).entrySet().stream()
                .anyMatch(kind -> given(node, call, kind.getKey())
                        .filter(given -> !given.isEmpty() && !given.contains(kind.getValue()))
                        .isPresent());
    }

    /** The constants that all that is read of the table has to have, by their enums. */
    private Map<String, String> asked(String table) {
        List<Effect> reads = application.reads(read).stream()
                .filter(effect -> effect.table().equals(table))
                .toList();
        Map<String, String> found = new HashMap<>();
        for (Map.Entry<String, String> fixed : reads.isEmpty()
                ? Set.<Map.Entry<String, String>>of()
                : reads.get(0).fixed().entrySet()) {
            boolean isAlways = reads.stream()
                    .allMatch(effect -> fixed.getValue().equals(effect.fixed().get(fixed.getKey())));
            if (isAlways) {
                enums(table, fixed.getKey(), fixed.getValue()).forEach(type -> found.put(type, fixed.getValue()));
            }
        }
        return found;
    }

    private Set<String> enums(String table, String column, String constant) {
        return application.entities().keyAttributes(table, column).stream()
                .flatMap(attribute -> application.program().classes().stream()
                        .filter(type -> (type.access() & Opcodes.ACC_ENUM) != 0
                                && type.field(constant).isPresent())
                        .filter(type -> attribute.descriptor().equals("L" + type.name() + ";")
                                || type.name()
                                        .toLowerCase(Locale.ROOT)
                                        .endsWith("/" + attribute.name().toLowerCase(Locale.ROOT))))
                .map(ClassModel::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The constants of the enum that a call is given, alone or in objects; none if one of them is not known. */
    private Optional<Set<String>> given(Node node, Call call, String type) {
        Body.Arguments arguments = application.bodies().arguments(node.id(), call);
        return all(node, call.target(), arguments.values(), type, 0);
    }

    private Optional<Set<String>> all(Node node, MethodId method, List<Symbol> values, String type, int depth) {
        Type[] types = method.parameterTypes();
        Set<String> found = new HashSet<>();
        for (int at = 0; at < types.length && at < values.size(); at++) {
            Optional<Set<String>> one = types[at].getDescriptor().equals("L" + type + ";")
                    ? constant(node, values.get(at), type, depth)
                    : held(node, values.get(at), type, depth);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(one.get());
        }
        return Optional.of(found);
    }

    /** A parameter that is handed on is what the callers say; one that is put into an object may be anything; what is asked of an object is what that holds. */
    private Optional<Set<String>> constant(Node node, Symbol value, String type, int depth) {
        Set<String> found = new HashSet<>();
        for (Symbol each : value.alternatives()) {
            Optional<Set<String>> of = each instanceof Symbol.Result result && result.receiver() != null
                    ? held(node, result.receiver(), type, depth).filter(held -> !held.isEmpty())
                    : Optional.empty();
            if (each instanceof Symbol.Field field && field.owner().equals(type)) {
                found.add(field.name());
            } else if (of.isPresent()) {
                found.addAll(of.get());
            } else if (!(each instanceof Symbol.Parameter) || depth > 0) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /**
     * What an object holds that a method makes or gets: what its constructor is given, or gives, what is set, what is added if it is a collection,
     * and what those were given, or hold, that it came from. None if one of these is not known.
     */
    private Optional<Set<String>> held(Node node, Symbol value, String type, int depth) {
        boolean isMade = value instanceof Symbol.Created || value instanceof Symbol.Result;
        if (!isMade || depth > DEPTH) {
            return Optional.of(Set.of());
        }
        Place place = new Place(node, value, type);
        Optional<Set<String>> held = known.get(place);
        if (held == null) {
            known.put(place, Optional.of(Set.of())); // one that leads to itself adds nothing
            held = find(place, depth);
            known.put(place, held);
        }
        return held;
    }

    private Optional<Set<String>> find(Place place, int depth) {
        Node node = place.node();
        List<Optional<Set<String>>> parts = new ArrayList<>();
        if (place.value() instanceof Symbol.Result result) {
            Optional<Set<String>> asked = all(node, result.method(), result.arguments(), place.type(), depth + 1);
            if (asked.filter(each -> !each.isEmpty()).isPresent()) {
                return asked; // what is asked for one kind has that
            }
            parts.add(asked);
            if (result.receiver() != null) {
                parts.add(held(node, result.receiver(), place.type(), depth + 1));
            }
            for (Edge edge : application.graph().edges(node)) {
                if (edge.call().target().equals(result.method())) {
                    application
                            .bodies()
                            .of(edge.target().id())
                            .returned()
                            .forEach(each -> parts.add(held(edge.target(), each, place.type(), depth + 1)));
                }
            }
        }
        for (Call call : node.method().calls()) {
            Body.Arguments arguments = application.bodies().arguments(node.id(), call);
            if (call.kind() != Call.Kind.HANDED && place.value().equals(arguments.on())) {
                parts.add(all(node, call.target(), arguments.values(), place.type(), depth + 1));
                parts.add(Optional.of(ofConstructor(call.target(), place.type())));
            }
        }
        return parts.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(parts.stream()
                        .flatMap(Optional::stream)
                        .flatMap(Set::stream)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The constants that a constructor gives to another one of its class. */
    private Set<String> ofConstructor(MethodId constructor, String type) {
        Set<String> found = new HashSet<>();
        application
                .program()
                .resolve(constructor)
                .filter(method -> constructor.name().equals("<init>") && method.hasBody())
                .map(method -> new Node(method, constructor.owner()))
                .ifPresent(node -> node.method().calls().stream()
                        .filter(call -> call.target().name().equals("<init>")
                                && call.target().owner().equals(constructor.owner()))
                        .forEach(call -> given(node, call, type).ifPresent(found::addAll)));
        return found;
    }
}
