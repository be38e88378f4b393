package io.freshet.audit.effect;

import io.freshet.audit.graph.CallGraph;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which methods run in a transaction that can write. */
public final class Transactions {

    private static final Set<String> MARKS = Set.of(
            "org/springframework/transaction/annotation/Transactional",
            "jakarta/transaction/Transactional",
            "javax/transaction/Transactional");

    private static final String MANAGER = "org/springframework/transaction/PlatformTransactionManager";

    private final Annotations annotations;
    private final Set<Node> inside = new HashSet<>();

    /** Of a program. */
    public Transactions(Program program, Annotations annotations, CallGraph graph) {
        this.annotations = annotations;
        Deque<Node> open = new ArrayDeque<>();
        for (ClassModel type : program.classes()) {
            if (type.isConcrete()) {
                program.supertypes(type.name()).stream()
                        .flatMap(name -> program.own(name).stream())
                        .flatMap(each -> each.methods().stream())
                        .filter(method -> method.hasBody() && !method.isMade())
                        .map(method -> new Node(method, type.name()))
                        .filter(this::begins)
                        .forEach(open::add);
                type.methods().stream()
                        .filter(Transactions::isProgrammatic)
                        .map(method -> new Node(method, type.name()))
                        .forEach(open::add);
            }
        }
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (inside.add(node)) {
                graph.edges(node).stream()
                        .filter(edge -> !graph.isAsync(edge))
                        .map(Edge::target)
                        .forEach(open::add);
            }
        }
    }

    private static boolean isProgrammatic(MethodModel method) {
        return method.calls().stream()
                .map(Call::target)
                .anyMatch(target -> target.owner().equals(MANAGER)
                        ? target.name().equals("getTransaction")
                        : target.owner().startsWith("org/springframework/transaction/support/Transaction")
                                && target.name().startsWith("execute"));
    }

    /** Whether a call of the method through its proxy begins a transaction that can write, or joins one. */
    public boolean begins(Node node) {
        return mark(node).filter(use -> !use.isTrue("readOnly")).isPresent();
    }

    private Optional<AnnotationUse> mark(Node node) {
        if (node.method().id().name().startsWith("<") || node.method().has(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) {
            return Optional.empty();
        }
        for (String mark : MARKS) {
            Optional<AnnotationUse> found = annotations.onMethodOrClass(node.method(), node.self(), mark);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether the method can run in a transaction that writes. */
    public boolean canHold(Node node) {
        return inside.contains(node);
    }
}
