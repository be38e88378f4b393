package io.freshet.audit.graph;

import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Entry points that no annotation on a method marks: routes that are put together in code, and repositories that are exported as they are. */
final class Routes {

    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String EXPORT = "org/springframework/data/rest/core/annotation/";

    private final Program program;
    private final Annotations annotations;
    private final Bodies bodies;

    Routes(Program program, Annotations annotations, Bodies bodies) {
        this.program = program;
        this.annotations = annotations;
        this.bodies = bodies;
    }

    List<EntryPoint> all() {
        List<EntryPoint> points = new ArrayList<>();
        for (ClassModel type : program.classes()) {
            type.methods().forEach(method -> addRoutes(type, method, points));
            if (type.isInterface() && isExported(type)) {
                addExports(type, points);
            }
        }
        return points;
    }

    /** {@code GET("/prices", handler::list)} and {@code route(GET("/prices"), handler::list)}: the handler stands between verb and route. */
    private void addRoutes(ClassModel type, MethodModel method, List<EntryPoint> points) {
        Optional<String> label = Optional.empty();
        Optional<Call> handler = Optional.empty();
        for (Call call : method.calls()) {
            String owner = call.target().owner();
            String name = call.target().name();
            boolean isRouting = owner.contains("/function/") && owner.startsWith("org/springframework/web/");
            if (call.kind() == Call.Kind.HANDED) {
                handler = Optional.of(call);
            } else if (isRouting && VERBS.contains(name) && owner.endsWith("RequestPredicates")) {
                label = Optional.of(label(method, call));
            } else if (isRouting && VERBS.contains(name) && handler.isPresent()) {
                add(type, handler.get(), label(method, call), points);
                handler = Optional.empty();
            } else if (isRouting
                    && Set.of("route", "andRoute").contains(name)
                    && handler.isPresent()
                    && label.isPresent()) {
                add(type, handler.get(), label.get(), points);
                handler = Optional.empty();
                label = Optional.empty();
            }
        }
    }

    private String label(MethodModel method, Call call) {
        String path = bodies.arguments(method.id(), call).value(0).text().orElse("?");
        return call.target().name() + " " + path;
    }

    private void add(ClassModel type, Call handler, String label, List<EntryPoint> points) {
        MethodId target = handler.target();
        List<ClassModel> receivers =
                target.owner().equals(type.name()) ? List.of(type) : program.subtypes(target.owner());
        receivers.stream()
                .filter(ClassModel::isConcrete)
                .flatMap(each -> program.resolve(target.on(each.name())).stream()
                        .filter(method ->
                                method.hasBody() && program.isOwn(method.id().owner()))
                        .map(method -> new Node(method, each.name())))
                .forEach(node -> points.add(new EntryPoint(EntryPoint.Kind.ENDPOINT, label, node)));
    }

    private boolean isExported(ClassModel type) {
        boolean isRepository =
                program.supertypes(type.name()).stream().anyMatch(name -> name.startsWith("org/springframework/data/"));
        return isRepository
                && (program.find(EXPORT + "RepositoryRestResource").isPresent()
                        || !annotations
                                .onClass(type.name(), EXPORT + "RepositoryRestResource")
                                .isEmpty())
                && List.of("RepositoryRestResource", "RestResource").stream()
                        .flatMap(name -> annotations.onClass(type.name(), EXPORT + name).stream())
                        .noneMatch(use -> Boolean.FALSE.equals(use.values().get("exported")));
    }

    /** What Spring Data REST does with a repository: a method that nobody wrote, which saves or deletes. */
    private void addExports(ClassModel type, List<EntryPoint> points) {
        String path = annotations.onClass(type.name(), EXPORT + "RepositoryRestResource").stream()
                .map(use -> use.text("path"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> Names.lowerFirst(Names.simple(type.name())));
        addExport(type, "POST|PUT|PATCH /" + path, "save", "(Ljava/lang/Object;)Ljava/lang/Object;", points);
        addExport(type, "DELETE /" + path + "/{id}", "deleteById", "(Ljava/lang/Object;)V", points);
    }

    private static void addExport(
            ClassModel type, String label, String name, String descriptor, List<EntryPoint> points) {
        MethodId called = new MethodId(type.name(), name, descriptor);
        MethodModel exported = new MethodModel(
                new MethodId(type.name(), "(exported) " + name, "()V"),
                0,
                null,
                List.of(),
                List.of(),
                0,
                List.of(new Call(0, 0, Call.Kind.VIRTUAL, called)),
                Set.of(),
                Set.of());
        points.add(new EntryPoint(EntryPoint.Kind.ENDPOINT, label, new Node(exported, type.name())));
    }
}
