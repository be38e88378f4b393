package io.freshet.audit.graph;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds where calls come in. */
public final class EntryPoints {

    private static final String WEB = "org/springframework/web/bind/annotation/";
    private static final Map<String, String> VERBS = verbs();
    private static final Map<String, EntryPoint.Kind> MARKS = Map.ofEntries(
            Map.entry("org/springframework/scheduling/annotation/Scheduled", EntryPoint.Kind.JOB),
            Map.entry("org/springframework/context/event/EventListener", EntryPoint.Kind.EVENT),
            Map.entry("org/springframework/transaction/event/TransactionalEventListener", EntryPoint.Kind.EVENT),
            Map.entry("org/springframework/kafka/annotation/KafkaListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/kafka/annotation/KafkaHandler", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/amqp/rabbit/annotation/RabbitListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/amqp/rabbit/annotation/RabbitHandler", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/jms/annotation/JmsListener", EntryPoint.Kind.LISTENER),
            Map.entry("com/xxl/job/core/handler/annotation/XxlJob", EntryPoint.Kind.JOB),
            Map.entry("org/springframework/graphql/data/method/annotation/MutationMapping", EntryPoint.Kind.ENDPOINT),
            Map.entry("org/springframework/graphql/data/method/annotation/QueryMapping", EntryPoint.Kind.ENDPOINT));
    private static final Set<String> RUNNERS =
            Set.of("org/springframework/boot/CommandLineRunner", "org/springframework/boot/ApplicationRunner");

    private final Program program;
    private final Annotations annotations;
    private final Map<Node, EntryPoint> found = new LinkedHashMap<>();

    private EntryPoints(Program program, Annotations annotations) {
        this.program = program;
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

    /** All of a program, in the order of their classes. */
    public static List<EntryPoint> of(Program program, Annotations annotations, Beans beans) {
        EntryPoints points = new EntryPoints(program, annotations);
        List<ClassModel> concrete =
                program.classes().stream().filter(ClassModel::isConcrete).toList();
        concrete.forEach(points::addOf);
        Set<MethodId> called = points.called();
        concrete.stream().filter(beans::isBean).forEach(type -> points.addUncalled(type, called));
        return new ArrayList<>(points.found.values());
    }

    private void addOf(ClassModel type) {
        boolean isController = isController(type);
        for (MethodModel method : runnable(type)) {
            Node node = new Node(method, type.name());
            if (isController) {
                mapping(type, method).ifPresent(label -> add(EntryPoint.Kind.ENDPOINT, label, node));
            }
            jaxRs(type, method).ifPresent(label -> add(EntryPoint.Kind.ENDPOINT, label, node));
            MARKS.forEach((mark, kind) -> {
                if (!annotations.onMethod(method, mark).isEmpty()) {
                    add(kind, "@" + Names.simple(mark) + " " + node.display(), node);
                }
            });
            if (method.id().name().equals("run") && RUNNERS.stream().anyMatch(name -> program.isA(type.name(), name))) {
                add(EntryPoint.Kind.RUNNER, "runner " + node.display(), node);
            }
        }
    }

    private void add(EntryPoint.Kind kind, String label, Node node) {
        found.putIfAbsent(node, new EntryPoint(kind, label, node));
    }

    /** The methods that objects of the class have, also those of its own bases, overridden ones left out. */
    private List<MethodModel> runnable(ClassModel type) {
        List<MethodModel> methods = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : program.supertypes(type.name())) {
            for (MethodModel method : program.own(name).map(ClassModel::methods).orElse(List.of())) {
                boolean isPlain = method.hasBody()
                        && !method.isMade()
                        && !method.id().name().startsWith("<");
                if (isPlain && seen.add(method.id().name() + method.id().descriptor())) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private boolean isController(ClassModel type) {
        return !annotations
                        .onClass(type.name(), "org/springframework/stereotype/Controller")
                        .isEmpty()
                || !annotations.onClass(type.name(), WEB + "RestController").isEmpty();
    }

    private Optional<String> mapping(ClassModel type, MethodModel method) {
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
                        .map(EntryPoints::path)
                        .orElse("");
                String path = join(base, path(use.get()));
                return Optional.of((name.isEmpty() ? "ANY" : name) + " " + path);
            }
        }
        return Optional.empty();
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

    private static String path(AnnotationUse use) {
        return use.texts("value", "path").stream().findFirst().orElse("");
    }

    private static String join(String base, String path) {
        String whole = (base.startsWith("/") || base.isEmpty() ? base : "/" + base)
                + (path.isEmpty() || path.startsWith("/") ? path : "/" + path);
        return whole.isEmpty() ? "/" : whole.replaceAll("//+", "/");
    }

    private Optional<String> jaxRs(ClassModel type, MethodModel method) {
        for (String root : List.of("jakarta/ws/rs/", "javax/ws/rs/")) {
            for (String verb : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                if (!annotations.onMethod(method, root + verb).isEmpty()) {
                    String base = annotations.onClass(type.name(), root + "Path").stream()
                            .findFirst()
                            .map(EntryPoints::path)
                            .orElse("");
                    String path = annotations.onMethod(method, root + "Path").stream()
                            .findFirst()
                            .map(EntryPoints::path)
                            .orElse("");
                    return Optional.of(verb + " " + join(base, path));
                }
            }
        }
        return Optional.empty();
    }

    private Set<MethodId> called() {
        Set<MethodId> called = new HashSet<>();
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                for (Call call : method.calls()) {
                    if (program.isOwn(call.target().owner())) {
                        called.add(call.target());
                    }
                }
            }
        }
        return called;
    }

    private void addUncalled(ClassModel type, Set<MethodId> called) {
        for (MethodModel method : type.methods()) {
            boolean isCandidate = method.has(Opcodes.ACC_PUBLIC)
                    && method.hasBody()
                    && !method.isMade()
                    && !method.has(Opcodes.ACC_STATIC)
                    && !method.id().name().startsWith("<")
                    && program.supertypes(type.name()).stream()
                            .noneMatch(name -> called.contains(method.id().on(name)))
                    && annotations
                            .find(method.annotations(), "org/springframework/context/annotation/Bean")
                            .isEmpty();
            if (isCandidate) {
                Node node = new Node(method, type.name());
                add(EntryPoint.Kind.SERVICE, node.display(), node);
            }
        }
    }
}
