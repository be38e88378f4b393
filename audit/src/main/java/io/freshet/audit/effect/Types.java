package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Type;

import java.util.List;
import java.util.Optional;

/** What classes symbols are of. */
final class Types {

    private final Program program;
    private final Bodies bodies;

    Types(Program program, Bodies bodies) {
        this.program = program;
        this.bodies = bodies;
    }

    /** The class that a call is made on: the object's own where that is what it is made from. */
    GenericType receiver(Node node, Call call) {
        String written = call.target().owner();
        boolean isOnSelf =
                program.isOwn(written) && program.isA(node.self(), written) && bodies.isOnThis(node.id(), call);
        return isOnSelf ? GenericType.of(node.self()) : bodies.receiver(node, call);
    }

    /** The class of what a symbol stands for; empty if it is not known. */
    Optional<String> of(Node node, Symbol symbol) {
        if (symbol instanceof Symbol.Created created) {
            return Optional.of(created.type());
        } else if (symbol instanceof Symbol.This) {
            return Optional.of(node.self());
        } else if (symbol instanceof Symbol.Parameter parameter) {
            return filled(node, symbol).or(() -> object(node.id().parameterTypes()[parameter.index()]));
        } else if (symbol instanceof Symbol.Result result) {
            return object(result.method().returnType());
        } else if (symbol instanceof Symbol.Field field) {
            return program.field(field.owner(), field.name())
                    .map(found -> program.fieldType(node.self(), field.owner(), found))
                    .filter(type -> !type.isVariable())
                    .map(GenericType::name);
        }
        return symbol.alternatives().size() > 1
                ? symbol.alternatives().stream()
                        .map(each -> of(node, each))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    /** What a type variable of a generic base stands for in the class of the object. */
    private Optional<String> filled(Node node, Symbol symbol) {
        return generic(node, symbol)
                .filter(type -> !type.isVariable() && !type.name().isEmpty())
                .map(GenericType::name);
    }

    /** The class of what a symbol stands for, or of what is in it if it is a collection. */
    Optional<String> element(Node node, Symbol symbol) {
        return generic(node, symbol)
                .map(type -> type.arguments().size() == 1 ? type.arguments().get(0) : type)
                .filter(type -> !type.isVariable() && !type.name().isEmpty())
                .map(GenericType::name)
                .or(() -> of(node, symbol));
    }

    private Optional<GenericType> generic(Node node, Symbol symbol) {
        if (symbol instanceof Symbol.Parameter parameter && node.method().signature() != null) {
            List<GenericType> types = GenericType.parameters(node.method().signature());
            return parameter.index() < types.size()
                    ? Optional.of(types.get(parameter.index())
                            .with(program.bindings(node.self(), node.id().owner())))
                    : Optional.empty();
        } else if (symbol instanceof Symbol.Field field) {
            return program.field(field.owner(), field.name())
                    .map(found -> program.fieldType(node.self(), field.owner(), found));
        } else if (symbol instanceof Symbol.Result result) {
            return program.resolve(result.method())
                    .filter(method -> program.isOwn(method.id().owner()))
                    .map(Program::resultType);
        }
        return Optional.empty();
    }

    private static Optional<String> object(Type type) {
        return type.getSort() == Type.OBJECT ? Optional.of(type.getInternalName()) : Optional.empty();
    }
}
