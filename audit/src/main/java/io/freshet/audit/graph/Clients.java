package io.freshet.audit.graph;

import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Interfaces that OpenFeign makes clients of: calling a method arrives at the endpoint of the same verb and path, if the service that has it is
 * among what is scanned.
 */
final class Clients {

    private static final String CLIENT = "org/springframework/cloud/openfeign/FeignClient";

    private final Program program;
    private final Annotations annotations;
    private final Mappings mappings;
    private final Map<String, List<Node>> endpoints = new HashMap<>();

    Clients(Program program, Annotations annotations) {
        this.program = program;
        this.annotations = annotations;
        this.mappings = new Mappings(annotations);
        boolean isUsed = program.classes().stream().anyMatch(this::isClient);
        for (ClassModel type : isUsed ? program.classes() : List.<ClassModel>of()) {
            if (type.isConcrete() && mappings.isController(type)) {
                type.methods().stream()
                        .filter(method -> method.hasBody() && !method.isMade())
                        .forEach(method -> mappings.of(type, method)
                                .ifPresent(label -> endpoints
                                        .computeIfAbsent(plain(label), key -> new ArrayList<>())
                                        .add(new Node(method, type.name()))));
            }
        }
    }

    private boolean isClient(ClassModel type) {
        return type.isInterface() && !annotations.onClass(type.name(), CLIENT).isEmpty();
    }

    /** What variables of a path are called is not asked. */
    private static String plain(String label) {
        return label.replaceAll("\\{[^}]*}", "{}");
    }

    /** The endpoints that a call arrives at; none if it is on no client, or its endpoint is elsewhere. */
    List<Node> of(MethodId target) {
        Optional<ClassModel> type = endpoints.isEmpty()
                ? Optional.empty()
                : program.own(target.owner()).filter(this::isClient);
        Optional<MethodModel> method = type.flatMap(each -> program.resolve(target));
        return method.flatMap(each -> mappings.of(type.get(), each))
                .map(label -> endpoints.getOrDefault(plain(prefixed(type.get(), label)), List.of()))
                .orElse(List.of());
    }

    private String prefixed(ClassModel type, String label) {
        String prefix = annotations.onClass(type.name(), CLIENT).get(0).text("path");
        int space = label.indexOf(' ');
        return label.substring(0, space + 1) + Mappings.join(prefix, label.substring(space + 1));
    }
}
