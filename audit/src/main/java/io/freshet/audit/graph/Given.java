package io.freshet.audit.graph;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of several beans a call gives to a method: {@code update(rows, users)} stores users, though {@code update(Iterable<E> rows, Dao<E> dao)}
 * could store anything. Only beans are followed in this way: of entities and ids there are many, and what is done does not depend on them. Not
 * thread-safe: what is asked is remembered.
 */
final class Given {

    private final Program program;
    private final Beans beans;
    private final Bodies bodies;
    private final Map<String, Boolean> choices = new HashMap<>();

    Given(Program program, Beans beans, Bodies bodies) {
        this.program = program;
        this.beans = beans;
        this.bodies = bodies;
    }

    /** The target of a call, with what it is given. */
    Node to(Node from, Call call, Node target) {
        Type[] types = target.id().parameterTypes();
        Map<Integer, String> given = new HashMap<>();
        for (int at = 0; at < types.length; at++) {
            if (isChoice(types[at])) {
                String written = types[at].getInternalName();
                int index = at;
                value(from, call, target, at)
                        .map(value -> bodies.typeOf(from, value))
                        .filter(type -> !type.equals(written) && program.isA(type, written))
                        .ifPresent(type -> given.put(index, type));
            }
        }
        return given.isEmpty() ? target : new Node(target.method(), target.self(), given);
    }

    /** What the parameter gets: of a lambda, what it captures; nothing is known of what others give it later. */
    private Optional<Symbol> value(Node from, Call call, Node target, int index) {
        List<Symbol> values = bodies.arguments(from.id(), call).values();
        boolean isHanded = call.kind() == Call.Kind.HANDED;
        int at = index + (isHanded && !target.method().has(Opcodes.ACC_STATIC) ? 1 : 0);
        return at < values.size() && call.target().parameters() == target.id().parameters()
                ? Optional.of(values.get(at))
                : Optional.empty();
    }

    /** Whether there are several beans of the type. */
    private boolean isChoice(Type type) {
        return type.getSort() == Type.OBJECT
                && choices.computeIfAbsent(
                        type.getInternalName(),
                        name -> program.subtypes(name).stream()
                                        .filter(each -> !each.name().equals(name) && isBean(each))
                                        .limit(2)
                                        .count()
                                > 1);
    }

    private boolean isBean(ClassModel type) {
        return beans.isBean(type);
    }
}
