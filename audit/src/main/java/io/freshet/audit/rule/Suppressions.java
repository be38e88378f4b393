package io.freshet.audit.rule;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code @SuppressAudit} says is meant to be so. */
final class Suppressions {

    private static final String TYPE = "io/freshet/annotation/SuppressAudit";

    private final Map<MethodId, List<AnnotationUse>> byMethod = new HashMap<>();
    private final List<Unresolved> withoutReason = new ArrayList<>();

    Suppressions(Program program) {
        for (ClassModel type : program.classes()) {
            List<AnnotationUse> onClass = of(type.annotations());
            for (MethodModel method : type.methods()) {
                List<AnnotationUse> uses = new ArrayList<>(of(method.annotations()));
                uses.addAll(onClass);
                if (uses.removeIf(use -> use.text("reason").isBlank())) {
                    withoutReason.add(new Unresolved(
                            method.id(),
                            method.line(),
                            "@SuppressAudit without a reason does not count: say why it is meant"));
                }
                if (!uses.isEmpty()) {
                    byMethod.put(method.id(), uses);
                }
            }
        }
    }

    private static List<AnnotationUse> of(List<AnnotationUse> uses) {
        return uses.stream().filter(use -> use.type().equals(TYPE)).toList();
    }

    /** Those that do not count, because they say no reason. */
    List<Unresolved> withoutReason() {
        return List.copyOf(withoutReason);
    }

    /** Why the finding is meant to be so, if it is. */
    Optional<String> reason(Finding finding) {
        return finding.path().stream()
                .flatMap(step -> byMethod.getOrDefault(step.node().id(), List.of()).stream())
                .filter(use -> use.texts("rules").isEmpty()
                        || use.texts("rules").contains(finding.rule().id()))
                .map(use -> use.text("reason"))
                .findFirst();
    }
}
