package io.freshet.audit.graph;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of several beans a field holds: the one that its qualifier names, or else the one that is called as the field is. */
final class Injection {

    private static final Set<String> QUALIFIERS = Set.of(
            "org/springframework/beans/factory/annotation/Qualifier",
            "jakarta/inject/Named",
            "javax/inject/Named",
            "jakarta/annotation/Resource",
            "javax/annotation/Resource");

    private final Program program;
    private final Annotations annotations;
    private final Bodies bodies;

    Injection(Program program, Annotations annotations, Bodies bodies) {
        this.program = program;
        this.annotations = annotations;
        this.bodies = bodies;
    }

    /** The classes of the beans that the call can be on; none if any can. */
    Set<String> of(Node node, Call call, List<ClassModel> types) {
        boolean isChoice = types.stream().filter(ClassModel::isConcrete).count() > 1
                && types.stream().noneMatch(this::isPrimary);
        boolean isField =
                isChoice && bodies.arguments(node.id(), call).on() instanceof Symbol.Field field && field.isOwn();
        if (!isField || !(bodies.arguments(node.id(), call).on() instanceof Symbol.Field held)) {
            return Set.of();
        }
        Optional<FieldModel> field = program.field(held.owner(), held.name());
        String wanted = field.flatMap(Injection::qualifier).orElse(held.name());
        return types.stream()
                .filter(ClassModel::isConcrete)
                .filter(type -> beanNames(type).contains(wanted))
                .map(ClassModel::name)
                .collect(Collectors.toSet());
    }

    private boolean isPrimary(ClassModel type) {
        return !annotations
                .find(type.annotations(), "org/springframework/context/annotation/Primary")
                .isEmpty();
    }

    private static Optional<String> qualifier(FieldModel field) {
        return field.annotations().stream()
                .filter(use -> QUALIFIERS.contains(use.type()))
                .flatMap(use -> use.texts("value", "name").stream())
                .findFirst();
    }

    /** The names that a component answers to. */
    private static Set<String> beanNames(ClassModel type) {
        Set<String> named = type.annotations().stream()
                .filter(use ->
                        use.type().startsWith("org/springframework/stereotype/") || QUALIFIERS.contains(use.type()))
                .map(use -> use.text("value"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet());
        boolean isComponent = type.annotations().stream()
                .map(AnnotationUse::type)
                .anyMatch(name -> name.startsWith("org/springframework/stereotype/"));
        return named.isEmpty() && isComponent ? Set.of(Names.lowerFirst(Names.simple(type.name()))) : named;
    }
}
