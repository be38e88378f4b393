package io.freshet.audit.graph;

import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which classes Spring makes objects of. */
public final class Beans {

    private static final List<String> STEREOTYPES = List.of(
            "org/springframework/stereotype/Component",
            "org/springframework/stereotype/Service",
            "org/springframework/stereotype/Repository",
            "org/springframework/stereotype/Controller",
            "org/springframework/web/bind/annotation/RestController",
            "org/springframework/web/bind/annotation/RestControllerAdvice",
            "org/springframework/context/annotation/Configuration",
            "org/springframework/boot/autoconfigure/SpringBootApplication",
            "jakarta/inject/Named",
            "javax/inject/Named");

    private final Program program;
    private final Annotations annotations;
    private final Set<String> made = new HashSet<>();

    /** Of a program. */
    public Beans(Program program, Annotations annotations) {
        this.program = program;
        this.annotations = annotations;
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                if (!annotations
                        .find(method.annotations(), "org/springframework/context/annotation/Bean")
                        .isEmpty()) {
                    made.add(method.id().returnType().getInternalName());
                    method.calls().stream()
                            .filter(call -> call.target().name().equals("<init>"))
                            .forEach(call -> made.add(call.target().owner()));
                }
            }
        }
    }

    /** Whether there is a bean of the class. */
    public boolean isBean(ClassModel type) {
        return made.contains(type.name())
                || STEREOTYPES.stream().anyMatch(stereotype -> has(type, stereotype))
                || program.supertypes(type.name()).stream().anyMatch(Beans::isMadeByLibrary);
    }

    private static boolean isMadeByLibrary(String name) {
        return (name.startsWith("org/springframework/data/") && name.endsWith("Repository"))
                || name.startsWith("com/baomidou/mybatisplus/core/mapper/");
    }

    private boolean has(ClassModel type, String stereotype) {
        return !annotations.find(type.annotations(), stereotype).isEmpty();
    }
}
