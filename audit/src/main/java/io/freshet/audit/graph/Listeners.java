package io.freshet.audit.graph;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who hears an event that is published. */
final class Listeners {

    private static final String EVENT = "org/springframework/context/event/EventListener";
    private static final String LISTENER = "org/springframework/context/ApplicationListener";
    private static final String AGGREGATE = "org/springframework/data/domain/AbstractAggregateRoot";
    private static final String AFTER = "org/springframework/transaction/event/TransactionalEventListener";

    private final Program program;
    private final List<Listener> listeners = new ArrayList<>();

    private record Listener(Node node, List<String> heard) {}

    Listeners(Program program, Annotations annotations) {
        this.program = program;
        for (ClassModel type : program.classes()) {
            if (type.isConcrete() && program.isA(type.name(), LISTENER)) {
                addListener(type);
            }
            for (MethodModel method : type.methods()) {
                for (String annotation : method.isMade() ? List.<String>of() : List.of(EVENT, AFTER)) {
                    annotations.find(method.annotations(), annotation).stream()
                            .findFirst()
                            .ifPresent(use -> listeners.add(new Listener(
                                    new Node(method, type.name()), heard(method, use.texts("value", "classes")))));
                }
            }
        }
    }

    private void addListener(ClassModel type) {
        List<String> heard = program.argumentsOf(type.name(), LISTENER::equals).stream()
                .map(GenericType::name)
                .toList();
        type.methods().stream()
                .filter(method -> method.id().name().equals("onApplicationEvent") && !method.isMade())
                .forEach(method -> listeners.add(new Listener(new Node(method, type.name()), heard)));
    }

    private static List<String> heard(MethodModel method, List<String> named) {
        Type[] types = method.id().parameterTypes();
        boolean isNamed = !named.isEmpty() || types.length == 0 || types[0].getSort() != Type.OBJECT;
        return isNamed ? named : List.of(types[0].getInternalName());
    }

    /** Also an aggregate that registers an event, which is published when its repository saves it. */
    boolean isPublishing(MethodId target) {
        return (target.name().equals("publishEvent") && target.owner().startsWith("org/springframework/context/"))
                || (target.name().equals("registerEvent") && program.isA(target.owner(), AGGREGATE));
    }

    List<Node> of(Node publisher, Body.Arguments arguments) {
        Symbol event = arguments.value(arguments.values().size() - 1);
        return listeners.stream()
                .filter(each -> event.alternatives().stream().anyMatch(one -> canHear(each, publisher, one)))
                .map(Listener::node)
                .toList();
    }

    /** Who hears an event of exactly this class. */
    List<Node> of(String event) {
        return listeners.stream()
                .filter(each -> each.heard().stream().anyMatch(heard -> program.isA(event, heard)))
                .map(Listener::node)
                .toList();
    }

    private boolean canHear(Listener listener, Node publisher, Symbol event) {
        boolean isExact = event instanceof Symbol.Created;
        return typeOf(publisher, event)
                .map(type -> listener.heard().stream()
                        .anyMatch(heard -> program.isA(type, heard)
                                || (!isExact && program.isOwn(type) && program.isA(heard, type))))
                .orElse(false);
    }

    private Optional<String> typeOf(Node publisher, Symbol symbol) {
        if (symbol instanceof Symbol.Created created) {
            return Optional.of(created.type());
        } else if (symbol instanceof Symbol.Parameter parameter) {
            return parameterType(publisher, parameter.index());
        }
        Optional<Type> type = symbol instanceof Symbol.Result result
                ? Optional.of(result.method().returnType())
                : Optional.empty();
        return type.filter(each -> each.getSort() == Type.OBJECT).map(Type::getInternalName);
    }

    /** The class of a parameter, also where a generic class leaves it to the class of the object. */
    private Optional<String> parameterType(Node publisher, int index) {
        Type written = publisher.id().parameterTypes()[index];
        String signature = publisher.method().signature();
        List<GenericType> types = signature == null ? List.of() : GenericType.parameters(signature);
        Optional<GenericType> bound = index < types.size() && types.get(index).isVariable()
                ? Optional.of(types.get(index)
                        .with(program.bindings(publisher.self(), publisher.id().owner())))
                : Optional.empty();
        return bound.filter(type -> !type.isVariable())
                .map(GenericType::name)
                .or(() -> Optional.of(written)
                        .filter(type -> type.getSort() == Type.OBJECT)
                        .map(Type::getInternalName));
    }
}
