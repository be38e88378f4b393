package io.freshet.audit.scan;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds annotations as Spring does: also those that stand on other annotations, and on what a method overrides. */
public final class Annotations {

    private static final String ALIAS = "org/springframework/core/annotation/AliasFor";

    private final Program program;
    private final Map<String, Set<String>> methodsWith = new HashMap<>();
    private final Set<String> onClasses = new HashSet<>();
    private final Map<String, Set<String>> above = new HashMap<>();

    /** Over the classes of a program. */
    public Annotations(Program program) {
        this.program = program;
        Set<String> seen = new HashSet<>();
        for (ClassModel own : program.classes()) {
            for (String name : program.supertypes(own.name())) {
                if (seen.add(name)) {
                    program.find(name).ifPresent(this::index);
                }
            }
        }
    }

    /** Which annotations stand anywhere, so that most questions need no search. */
    private void index(ClassModel type) {
        type.annotations().forEach(use -> onClasses.addAll(above(use.type())));
        for (MethodModel method : type.methods()) {
            for (AnnotationUse use : method.annotations()) {
                for (String each : above(use.type())) {
                    methodsWith
                            .computeIfAbsent(each, key -> new HashSet<>())
                            .add(method.id().name());
                }
            }
        }
    }

    /** The annotation, and all that it stands for. */
    private Set<String> above(String type) {
        Set<String> known = above.get(type);
        if (known == null) {
            known = meta(type, new HashSet<>());
            above.put(type, known);
        }
        return known;
    }

    private Set<String> meta(String type, Set<String> found) {
        if (found.add(type) && !type.startsWith("java/")) {
            program.find(type).ifPresent(model -> model.annotations().forEach(use -> meta(use.type(), found)));
        }
        return found;
    }

    /** All annotations of the type among those, with what the annotations that they stand on say about them. */
    public List<AnnotationUse> find(List<AnnotationUse> uses, String type) {
        List<AnnotationUse> found = new ArrayList<>();
        for (AnnotationUse use : uses) {
            if (above(use.type()).contains(type)) {
                collect(use, type, found, new HashSet<>());
            }
        }
        return found;
    }

    private void collect(AnnotationUse use, String type, List<AnnotationUse> found, Set<String> seen) {
        if (use.type().equals(type)) {
            found.add(use);
        } else if (seen.add(use.type()) && !use.type().startsWith("java/")) {
            program.find(use.type())
                    .ifPresent(composed -> composed.annotations().forEach(meta -> {
                        List<AnnotationUse> inner = new ArrayList<>();
                        collect(meta, type, inner, seen);
                        inner.forEach(each -> found.add(overridden(each, use, composed)));
                    }));
        }
    }

    /** Attributes that the composed annotation hands on to the one that stands on it. */
    private AnnotationUse overridden(AnnotationUse meta, AnnotationUse use, ClassModel composed) {
        Map<String, Object> values = new HashMap<>(meta.values());
        for (MethodModel attribute : composed.methods()) {
            Object value = use.values().get(attribute.id().name());
            for (AnnotationUse alias : attribute.annotations()) {
                boolean isMeant =
                        alias.type().equals(ALIAS) && alias.text("annotation").equals(meta.type());
                if (isMeant && value != null) {
                    List<String> names = alias.texts("attribute", "value");
                    values.put(names.isEmpty() ? attribute.id().name() : names.get(0), value);
                }
            }
        }
        return new AnnotationUse(meta.type(), values);
    }

    /** Annotations of the type on the method, or else on the nearest that it overrides. */
    public List<AnnotationUse> onMethod(MethodModel method, String type) {
        if (!methodsWith.getOrDefault(type, Set.of()).contains(method.id().name())) {
            return List.of();
        }
        for (MethodModel declaration : program.declarations(method.id())) {
            List<AnnotationUse> found = find(declaration.annotations(), type);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Annotations of the type on the class, or else on the nearest above it. */
    public List<AnnotationUse> onClass(String name, String type) {
        if (!onClasses.contains(type)) {
            return List.of();
        }
        for (String each : program.supertypes(name)) {
            List<AnnotationUse> found = program.find(each)
                    .map(model -> find(model.annotations(), type))
                    .orElse(List.of());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The first annotation of the type on the method or, failing that, on its class. */
    public Optional<AnnotationUse> onMethodOrClass(MethodModel method, String self, String type) {
        return onMethod(method, type).stream()
                .findFirst()
                .or(() -> onClass(self, type).stream().findFirst())
                .or(() -> onClass(method.id().owner(), type).stream().findFirst());
    }
}
