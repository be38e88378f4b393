package io.freshet.audit.graph;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Verb and path of a method that Spring MVC's annotations map, on the method or on what it implements. */
final class Mappings {

    private static final String WEB = "org/springframework/web/bind/annotation/";
    private static final Map<String, String> VERBS = verbs();

    private final Annotations annotations;

    Mappings(Annotations annotations) {
        this.annotations = annotations;
    }

    private static Map<String, String> verbs() {
        Map<String, String> verbs = new LinkedHashMap<>();
        for (String verb : List.of("Get", "Post", "Put", "Patch", "Delete")) {
            verbs.put(WEB + verb + "Mapping", verb.toUpperCase(Locale.ROOT));
        }
        verbs.put(WEB + "RequestMapping", "");
        return verbs;
    }

    /** As {@code PUT /services/{id}}. */
    Optional<String> of(ClassModel type, MethodModel method) {
        for (Map.Entry<String, String> verb : VERBS.entrySet()) {
            Optional<AnnotationUse> use = annotations
                    .onMethod(method.id().owner().equals(type.name()) ? method : onSelf(method, type), verb.getKey())
                    .stream()
                    .findFirst();
            if (use.isPresent()) {
                String name =
                        verb.getValue().isEmpty() ? String.join("|", use.get().texts("method")) : verb.getValue();
                String base = annotations.onClass(type.name(), WEB + "RequestMapping").stream()
                        .findFirst()
                        .map(Mappings::path)
                        .orElse("");
                String path = join(base, path(use.get()));
                return Optional.of((name.isEmpty() ? "ANY" : name) + " " + path);
            }
        }
        return Optional.empty();
    }

    boolean isController(ClassModel type) {
        return !annotations
                        .onClass(type.name(), "org/springframework/stereotype/Controller")
                        .isEmpty()
                || !annotations.onClass(type.name(), WEB + "RestController").isEmpty();
    }

    private static MethodModel onSelf(MethodModel method, ClassModel type) {
        return new MethodModel(
                method.id().on(type.name()),
                method.access(),
                method.signature(),
                method.annotations(),
                method.parameterNames(),
                method.line(),
                method.calls(),
                method.writtenFields(),
                method.readFields());
    }

    static String path(AnnotationUse use) {
        return use.texts("value", "path").stream().findFirst().orElse("");
    }

    static String join(String base, String path) {
        String whole = (base.startsWith("/") || base.isEmpty() ? base : "/" + base)
                + (path.isEmpty() || path.startsWith("/") ? path : "/" + path);
        return whole.isEmpty() ? "/" : whole.replaceAll("//+", "/");
    }
}
