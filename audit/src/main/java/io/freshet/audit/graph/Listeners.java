package io.freshet.audit.graph;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who hears an event that is published. */
final class Listeners {

    private static final String EVENT = "org/springframework/context/event/EventListener";
    private static final String AFTER = "org/springframework/transaction/event/TransactionalEventListener";

    private final Program program;
    private final List<Listener> listeners = new ArrayList<>();

    private record Listener(Node node, List<String> heard) {}

    Listeners(Program program, Annotations annotations) {
        this.program = program;
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                for (String annotation : List.of(EVENT, AFTER)) {
                    annotations.find(method.annotations(), annotation).stream()
                            .findFirst()
                            .ifPresent(use -> listeners.add(new Listener(
                                    new Node(method, type.name()), heard(method, use.texts("value", "classes")))));
                }
            }
        }
    }

    private static List<String> heard(MethodModel method, List<String> named) {
        Type[] types = method.id().parameterTypes();
        boolean isNamed = !named.isEmpty() || types.length == 0 || types[0].getSort() != Type.OBJECT;
        return isNamed ? named : List.of(types[0].getInternalName());
    }

    static boolean isPublishing(MethodId target) {
        return target.name().equals("publishEvent") && target.owner().startsWith("org/springframework/context/");
    }

    List<Node> of(Call call, Body.Arguments arguments) {
        return typeOf(arguments.value(arguments.values().size() - 1))
                .map(type -> listeners.stream()
                        .filter(each -> each.heard().stream().anyMatch(heard -> program.isA(type, heard)))
                        .map(Listener::node)
                        .toList())
                .orElse(List.of());
    }

    private static Optional<String> typeOf(Symbol symbol) {
        if (symbol instanceof Symbol.Created created) {
            return Optional.of(created.type());
        }
        return symbol instanceof Symbol.Result result
                        && result.method().returnType().getSort() == Type.OBJECT
                ? Optional.of(result.method().returnType().getInternalName())
                : Optional.empty();
    }
}
