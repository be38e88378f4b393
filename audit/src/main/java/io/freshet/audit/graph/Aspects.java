package io.freshet.audit.graph;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Own aspects, and which methods they advise. Not thread-safe: what is asked is remembered. */
public final class Aspects {

    private static final String ROOT = "org/aspectj/lang/annotation/";
    private static final Set<String> KINDS = Set.of("Before", "After", "AfterReturning", "Around");

    private final List<Declared> declared = new ArrayList<>();
    private final Map<Node, List<Advice>> known = new HashMap<>();
    private final Map<MethodModel, String> unclear = new HashMap<>();

    private record Declared(Node node, String expression, boolean isBefore, Pointcut pointcut) {}

    /**
     * A method that runs around others.
     *
     * @param node the method
     * @param isBefore whether it runs before them only
     */
    public record Advice(Node node, boolean isBefore) {}

    Aspects(Program program, Annotations annotations) {
        for (ClassModel type : program.classes()) {
            if (type.annotations().stream().anyMatch(use -> use.type().equals(ROOT + "Aspect"))) {
                Pointcut pointcut = new Pointcut(program, annotations, type.name(), named(type));
                for (MethodModel method : type.methods()) {
                    method.annotations().stream()
                            .filter(use -> isAdvice(use.type()))
                            .forEach(use -> declared.add(new Declared(
                                    new Node(method, type.name()),
                                    use.texts("pointcut", "value").stream()
                                            .findFirst()
                                            .orElse(""),
                                    use.type().endsWith("/Before"),
                                    pointcut)));
                }
            }
        }
    }

    private static boolean isAdvice(String type) {
        return type.startsWith(ROOT) && KINDS.contains(Names.simple(type));
    }

    private static Map<String, String> named(ClassModel type) {
        Map<String, String> named = new TreeMap<>();
        for (MethodModel method : type.methods()) {
            for (AnnotationUse use : method.annotations()) {
                if (use.type().equals(ROOT + "Pointcut")) {
                    named.put(method.id().name(), use.text("value"));
                }
            }
        }
        return named;
    }

    /** What runs around a method when it is called through its proxy. */
    List<Advice> of(Node node) {
        boolean canBe = !declared.isEmpty() && !node.id().name().startsWith("<");
        return canBe ? known.computeIfAbsent(node, this::find) : List.of();
    }

    private List<Advice> find(Node node) {
        List<Advice> found = new ArrayList<>();
        for (Declared each : declared) {
            Optional<Boolean> matches =
                    each.pointcut().matches(each.expression(), each.node().method(), node);
            if (matches.isEmpty()) {
                unclear.put(each.node().method(), each.expression());
            } else if (matches.get() && !each.node().self().equals(node.self())) {
                found.add(new Advice(each.node(), each.isBefore()));
            }
        }
        return List.copyOf(found);
    }

    /** Advice whose pointcut could not be told, with the expression. */
    public Map<MethodModel, String> unclear() {
        return Map.copyOf(unclear);
    }
}
