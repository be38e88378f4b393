package io.freshet.audit.graph;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;

import java.util.HashMap;
import java.util.Map;

/** Looks into methods, each once. Not thread-safe. */
public final class Bodies {

    private final Program program;
    private final Map<MethodId, Body> known = new HashMap<>();

    /** Of the methods of a program. */
    public Bodies(Program program) {
        this.program = program;
    }

    /** The body of a method; nothing is known of one without code. */
    public Body of(MethodId id) {
        return known.computeIfAbsent(
                id,
                key -> program.code(key).map(code -> Body.of(key.owner(), code)).orElseGet(Body::none));
    }

    /** What a call is given. */
    public Body.Arguments arguments(MethodId method, Call call) {
        return of(method)
                .call(call.at())
                .orElseGet(() -> new Body.Arguments(java.util.Optional.empty(), java.util.List.of()));
    }

    /** Whether a call goes to the object that it is made from. */
    public boolean isOnThis(MethodId method, Call call) {
        Body.Arguments arguments = arguments(method, call);
        boolean isCaptured = call.kind() == Call.Kind.HANDED
                && !arguments.values().isEmpty()
                && arguments.value(0) instanceof Symbol.This;
        return isCaptured || arguments.on() instanceof Symbol.This;
    }

    /** The class that a call is made on, as seen from the object that makes it: narrower than written where a type variable says so. */
    public String receiverType(Node node, Call call) {
        String written = call.target().owner();
        boolean isGeneric = program.own(node.id().owner())
                .map(type -> type.signature() != null)
                .orElse(false);
        if (!isGeneric || call.kind() != Call.Kind.VIRTUAL) {
            return written;
        }
        GenericType type = typeOf(node, arguments(node.id(), call).on());
        boolean isNarrower = !type.isVariable() && !type.name().isEmpty() && program.isA(type.name(), written);
        return isNarrower ? type.name() : written;
    }

    private GenericType typeOf(Node node, Symbol symbol) {
        if (symbol instanceof Symbol.Field field) {
            return program.field(field.owner(), field.name())
                    .map(found -> program.fieldType(node.self(), field.owner(), found))
                    .orElse(GenericType.of(""));
        } else if (symbol instanceof Symbol.Result result && result.receiver() instanceof Symbol.This) {
            return program.resolve(result.method().on(node.self()))
                    .map(method -> Program.resultType(method)
                            .with(program.bindings(node.self(), method.id().owner())))
                    .orElse(GenericType.of(""));
        }
        return GenericType.of("");
    }
}
